// SPDX-License-Identifier: GPL-3.0-or-later
// Without a line the pages that were seen last are shown again, so that a telephone in a cellar still says where to
// go and takes down what was done. With a line everything comes from the platform. Whoever signs out takes the
// pages away (field.js).
'use strict';

const KEPT = 'zhiban-field';
const ALWAYS = ['/field', '/field/field.css', '/field/field.js'];

const isPage = request => request.method === 'GET' && /^\/field(\/|$)/.test(new URL(request.url).pathname);

const answer = async request => {
  const kept = await caches.open(KEPT);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected)
      await kept.put(request.url, fresh.clone());
    return fresh;
  } catch (error) {
    const old = await kept.match(request.url);
    if (!old)
      throw error;
    return old;
  }
};

self.addEventListener('install', event => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then(kept => kept.addAll(ALWAYS)));
});
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', event => {
  if (isPage(event.request))
    event.respondWith(answer(event.request));
});
