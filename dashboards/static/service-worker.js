// Keeps the last week that was shown, for when there is no network; nothing else of anybody.
"use strict";
const KEPT = "week-1";
const WEEK = "/my-week";
const isKept = (url) => url.pathname === WEEK && url.search === "";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || event.request.method !== "GET") return;
  if (isKept(url)) event.respondWith(newestOrKept(event.request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(keptOrNewest(event.request));
});

async function newestOrKept(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    // Only the week itself: whoever is sent to sign in may be somebody else by now.
    if (answer.ok && !answer.redirected) await kept.put(request, answer.clone());
    else await kept.delete(request);
    return answer;
  } catch (error) {
    const found = await kept.match(request);
    if (found) return found;
    throw error;
  }
}

async function keptOrNewest(request) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}
