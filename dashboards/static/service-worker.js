// Keeps the last week that was shown, for when there is no network; nothing else of anybody.
"use strict";
const KEPT = "week-2";
const WEEK = "/my-week";
const PATIENCE = 4000;
const isKept = (url) => url.pathname === WEEK && url.search === "";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin) return;
  if (event.request.method === "POST" && url.pathname === "/sign-out") {
    event.waitUntil(caches.delete(KEPT));
    return;
  }
  if (event.request.method !== "GET") return;
  if (isKept(url)) event.respondWith(newestOrKept(event));
  else if (url.pathname.startsWith("/static/")) event.respondWith(keptOrNewest(event.request));
});

// The page that registered this was loaded before it: fetch the week once more, to keep it.
async function begin() {
  for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
  await self.clients.claim();
  const open = await self.clients.matchAll({ type: "window" });
  if (!open.some((each) => isKept(new URL(each.url)))) return;
  try {
    await keepWeek(await fetch(WEEK, { credentials: "same-origin" }));
  } catch {
    // Next time, then.
  }
}

async function newestOrKept(event) {
  const newest = fetch(event.request);
  event.waitUntil(newest.then((answer) => keepWeek(answer.clone())).catch(() => undefined));
  const kept = await (await caches.open(KEPT)).match(WEEK);
  if (!kept) return newest;
  const tooSlow = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([newest.catch(() => undefined), tooSlow]);
  return answer || asKept(kept);
}

// Only the week itself: whoever is sent to sign in may be somebody else by now.
async function keepWeek(answer) {
  if (!answer.ok || answer.redirected || new URL(answer.url).pathname !== WEEK) {
    if (answer.status < 500) await caches.delete(KEPT);
    return;
  }
  const kept = await caches.open(KEPT);
  const needed = (await answer.clone().text()).match(/\/static\/[^"'\s]+/g) || [];
  // The page comes last: a week that is kept can be shown whole.
  for (const path of needed) if (!(await kept.match(path))) await kept.add(path).catch(() => undefined);
  await kept.put(WEEK, answer);
  for (const each of await kept.keys()) {
    const { pathname } = new URL(each.url);
    if (pathname !== WEEK && !needed.includes(pathname)) await kept.delete(each);
  }
}

// The page says itself that it is not of now: its own words for it stand in it, hidden.
async function asKept(answer) {
  const html = (await answer.text()).replace("<html ", "<html data-kept ");
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") || "" } });
}

async function keptOrNewest(request) {
  const found = await (await caches.open(KEPT)).match(request);
  return found || fetch(request);
}
