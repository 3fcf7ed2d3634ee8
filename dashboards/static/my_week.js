// What was tapped where there is no network waits on the phone: a contact's id and how it
// went, with a random key, so that nothing is done twice; no name, no words.
(() => {
  "use strict";
  const WAITING = "week-waiting";
  const page = document.querySelector("[data-whose]");
  if (!page) return;
  const whose = page.dataset.whose;
  const box = document.querySelector("[data-waiting]");
  const list = document.querySelector("[data-waiting-list]");
  const words = document.querySelector("[data-waiting-words]");
  const said = { achieved: "achieved", attempted: "attempted", declined: "declined" };

  const read = () => {
    let found = null;
    try { found = JSON.parse(localStorage.getItem(WAITING)); } catch { found = null; }
    // Another account's taps are nobody's to send.
    if (!found || found.whose !== whose || !Array.isArray(found.taps)) return [];
    return found.taps;
  };
  const keep = (taps) => {
    if (taps.length) localStorage.setItem(WAITING, JSON.stringify({ whose, taps }));
    else localStorage.removeItem(WAITING);
    show(taps);
  };
  const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");
  const formOf = (id) => document.querySelector(`form[data-outcome="${id}"]`);

  const show = (taps) => {
    box.hidden = taps.length === 0;
    list.replaceChildren(...taps.map((tap) => {
      const item = document.createElement("li");
      const form = formOf(tap.contact);
      item.textContent = `${form ? form.dataset.called : "A contact"}: ${said[tap.outcome] || tap.outcome}`;
      if (tap.refused) {
        const more = document.createElement("a");
        more.className = "govuk-link";
        more.href = `/contacts/${tap.contact}`;
        more.textContent = "It could not be kept; look at the contact";
        item.append(". ", more, " ");
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "govuk-button govuk-button--secondary";
        drop.textContent = "Forget it";
        drop.addEventListener("click", () => keep(read().filter((each) => each.key !== tap.key)));
        item.append(drop);
      }
      return item;
    }));
    words.textContent = navigator.onLine
      ? "This was tapped while there was no network."
      : "It is sent by itself when there is a network again.";
    for (const form of document.querySelectorAll("form[data-outcome]")) {
      form.hidden = taps.some((tap) => tap.contact === form.dataset.outcome);
    }
  };

  const post = (tap) => fetch(`/contacts/${tap.contact}/outcome`, {
    method: "POST",
    body: new URLSearchParams({ outcome: tap.outcome, key: tap.key }),
    credentials: "same-origin",
  });

  let isSending = false;
  const send = async () => {
    if (isSending || !read().length) return;
    isSending = true;
    let isNew = false;
    try {
      for (const tap of read()) {
        if (tap.refused) continue;
        let answer = null;
        try { answer = await post(tap); } catch { return; }
        const at = new URL(answer.url).pathname;
        if (at === "/sign-in") {
          words.textContent = "Sign in again, and it is sent.";
          return;
        }
        if (answer.status >= 500 || answer.status === 429) return;
        isNew = isNew || answer.ok;
        keep(read().flatMap((each) => {
          if (each.key !== tap.key) return [each];
          return answer.ok ? [] : [{ ...each, refused: true }];
        }));
      }
    } finally {
      isSending = false;
    }
    if (isNew) location.replace("/my-week");
  };

  const later = (form, outcome, key) => {
    const contact = form.dataset.outcome;
    const hasWords = form.elements.words.value.trim() !== "";
    keep([...read().filter((tap) => tap.contact !== contact), { contact, outcome, key }]);
    if (hasWords) words.textContent += " Your words are not kept on the phone: write them on the contact later.";
    const heading = box.querySelector("h2");
    heading.setAttribute("tabindex", "-1");
    heading.focus();
  };

  const tapped = async (form, button) => {
    const key = randomKey();
    if (!navigator.onLine) return later(form, button.value, key);
    const sent = new URLSearchParams({ outcome: button.value, words: form.elements.words.value, key });
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin", signal: AbortSignal.timeout(8000) });
      if (answer.ok) return location.assign(new URL(answer.url).pathname);
    } catch {
      return later(form, button.value, key);
    }
    // What is wrong is said by the page that the form itself leads to.
    form.dataset.plain = "yes";
    delete form.dataset.sent;
    form.requestSubmit(button);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.outcome || form.dataset.plain || !event.submitter) return;
    event.preventDefault();
    tapped(form, event.submitter);
  });

  window.addEventListener("online", send);
  document.querySelector("[data-send]").addEventListener("click", send);
  show(read());
  if (navigator.onLine && !document.documentElement.hasAttribute("data-kept")) send();
})();
