"""Word lists of the role linker."""

SHORT_FORMS = {
    "asst": "assistant",
    "dev": "developer",
    "devs": "developer",
    "eng": "engineer",
    "mgr": "manager",
    "programer": "programmer",
    "tech": "technician",
    "techs": "technician",
}

# Words that may stand before or after a role's name without making it another role.
MODIFIERS = frozenset(
    """
    a an the my your our this that some any every good great best better junior trainee apprentice qualified
    experienced registered new newly fully typical average entry level graduate professional freelance part full
    time uk british self employed student male female young old mature working ordinary normal real decent
    proper first second being as becoming be become for of in to and or about with than called job role career
    work position person
    """.split()
)

# Words that are never a role's name by themselves, and that no name begins or ends with.
FUNCTION_WORDS = frozenset(
    """
    a an the i you we they he she it is are am was be been do does did can could would should will what whats
    which who how when where why and or but for of to in on at by with from about as into than not no yes me my
    your our their this that these those there here if so just like want need get got have has had make makes
    tell ask know
    """.split()
)

# A name between a word of the first and one of the second set is a verb ("to nurse my career").
VERB_LEADS = frozenset("to can could will would should must i we you they let".split())
VERB_OBJECTS = frozenset("a an the my your his her our their its me him them it this these those some".split())
