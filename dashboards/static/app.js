// What pages do better with a script; every one of them works without.
(() => {
  "use strict";
  const focusSummary = (root) => {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  };
  // The secret of a link follows its "#", which browsers keep to themselves.
  const fillLink = () => {
    const form = document.querySelector("[data-link-from-address]");
    const secret = decodeURIComponent(location.hash.slice(1));
    if (!form || !secret) return;
    form.elements.link.value = secret;
    form.elements.link.closest(".govuk-form-group").hidden = true;
    history.replaceState(null, "", location.pathname);
  };
  // Two quick taps on a button are one.
  const sendOnce = () => {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = String(Date.now());
    });
  };
  const printButtons = () => {
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  };
  // Whoever signs out leaves nothing on the phone, network or not.
  const forget = () => {
    for (const form of document.querySelectorAll('form[action="/sign-out"]')) {
      form.addEventListener("submit", () => {
        localStorage.clear();
        if ("caches" in window) caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
      });
    }
  };
  fillLink();
  sendOnce();
  forget();
  printButtons();
  focusSummary(document);
  document.addEventListener("htmx:after:swap", (event) => focusSummary(event.target));
  if ("serviceWorker" in navigator && document.querySelector(".app-header__own")) {
    navigator.serviceWorker.register("/service-worker.js");
  }
})();
