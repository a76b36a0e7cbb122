"""The sentence encoder: checked at load, replaceable by a folder, clear when something is wrong."""

import numpy as np
import pytest

from fingerpost.nlu import encoder
from fingerpost.nlu.encoder import EncoderError, load_encoder


def test_vectors_are_of_unit_length_and_in_the_order_given():
    texts = ["nurse", "how much does this job pay, all in all, after some years of it?", "hi"]
    together = load_encoder().encode(texts)
    assert together.shape == (3, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)
    for text, vector in zip(texts, together, strict=True):
        assert load_encoder().encode([text])[0] @ vector > 0.97  # padding shifts int8 a little


def test_what_means_the_same_is_near():
    pay, wage, weather = load_encoder().encode(["what does it pay", "how much would I earn", "will it rain tomorrow"])
    assert pay @ wage > pay @ weather


def test_one_session_is_shared():
    assert load_encoder() is load_encoder(None, 1)


def test_a_folder_without_its_files_is_named(tmp_path):
    with pytest.raises(EncoderError, match=r"no model\.onnx"):
        load_encoder(str(tmp_path))


def test_a_folder_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(EncoderError, match="cannot be loaded"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize(
    ("package", "name", "sha256", "words"),
    [
        ("no-such-package", "model.onnx", "", "not installed"),
        ("pydantic", "model.onnx", "", "has no model.onnx"),
        ("pydantic", "METADATA", "0" * 64, "not the file expected"),
    ],
)
def test_a_wrong_file_is_an_error_at_start(package, name, sha256, words):
    with pytest.raises(EncoderError, match=words):
        encoder._checked(package, name, sha256)
