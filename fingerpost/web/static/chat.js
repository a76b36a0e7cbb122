/** The chat page: what is typed or picked goes to the API, what comes back is drawn. */

import * as api from "./api.js";
import { draw, element } from "./render.js";

const $ = (id) => document.getElementById(id);
const log = $("log");
const question = $("question");
let busy = false;

$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (text && !busy) send({ text }, text);
});
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("ask").requestSubmit();
  }
});
$("again").addEventListener("click", () => !busy && restart());
$("forget").addEventListener("click", () => $("confirm").showModal());
$("confirm").addEventListener("close", () => $("confirm").returnValue === "yes" && forget());

open();

/** Show the conversation so far, or begin one. */
async function open() {
  if (!api.token()) return begin();
  await working(async () => {
    try {
      const { conversation } = await api.history();
      if (!conversation.length) return begin();
      conversation.forEach((entry) => (entry.sender === "visitor" ? said(entry.messages[0].text) : answered(entry.messages)));
    } catch (failure) {
      if (failure.status === 401) return expired();
      failed(failure, open);
    }
  });
}

async function begin() {
  await working(async () => {
    try {
      answered(await api.startSession());
    } catch (failure) {
      failed(failure, begin);
    }
  });
}

/** Send `body`, shown to the visitor as `label`. */
async function send(body, label) {
  const bubble = said(label);
  question.value = "";
  await working(async () => {
    try {
      answered((await api.ask(body)).messages);
    } catch (failure) {
      if (failure.status === 401) {
        bubble.remove();
        question.value = label;
        return expired();
      }
      if (!failure.retry && body.text) question.value = body.text;
      failed(failure, () => {
        bubble.remove();
        return send(body, label);
      });
    }
  });
}

async function expired() {
  api.dropSession();
  log.append(element("p", { class: "turn subtitle" }, "The earlier conversation has expired. Here is a new one."));
  await begin();
}

async function restart() {
  api.dropSession();
  log.replaceChildren();
  await begin();
  question.focus();
}

async function forget() {
  try {
    await api.erase();
  } catch (failure) {
    if (failure.status !== 401) return failed(failure, forget);
  }
  await restart();
}

/** Run `work` with the typing sign on and the form off. */
async function working(work) {
  const outermost = !busy;
  busy = true;
  $("send").disabled = true;
  $("typing").hidden = false;
  try {
    await work();
  } finally {
    if (outermost) {
      busy = false;
      $("send").disabled = false;
      $("typing").hidden = true;
      question.focus({ preventScroll: true });
    }
  }
}

function said(text) {
  return add(element("div", { class: "turn visitor" }, element("span", { class: "who" }, "You: "), text));
}

function answered(messages) {
  for (const button of log.querySelectorAll(".choices button")) button.disabled = true;
  const turn = element("div", { class: "turn assistant" }, element("span", { class: "who" }, "Fingerpost: "));
  const pick = (choice) => !busy && send({ payload: choice.payload }, choice.label);
  turn.append(...messages.map((message) => draw(message, pick)));
  return add(turn);
}

function failed(failure, again) {
  const turn = element("div", { class: "turn failure", role: "alert" }, element("p", {}, failure.message));
  if (failure.retry) {
    const retry = element("button", { type: "button" }, "Try again");
    retry.addEventListener("click", () => {
      turn.remove();
      again();
    });
    turn.append(retry);
  }
  return add(turn);
}

function add(turn) {
  log.append(turn);
  // Long answers are read from their beginning: bring the question to the top rather than the end into view.
  const anchor = turn.classList.contains("assistant") ? (turn.previousElementSibling ?? turn) : turn;
  log.scrollTop += anchor.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  return turn;
}
