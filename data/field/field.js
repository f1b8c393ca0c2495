// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages can do beyond plain forms: keep what was typed and the pictures that were taken on the telephone
// until the platform has them, and send them when the line is back, under the key they were given when somebody
// pressed a button. Whatever is sent twice is done once.
//
//   typing ─▶ draft ── button ─▶ outbox ── line ─▶ pictures, then the form ─▶ taken: forgotten
//                                                                             refused: a draft again, and why
'use strict';

(() => {
  const words = document.body.dataset;
  const unit = words.unit;
  const line = document.getElementById('line');
  const main = document.getElementById('main');
  const form = document.getElementById('deed');
  const OUTBOX = 'zhiban-outbox-' + unit;
  const MOST_PIXELS = 2e6;
  const MOST_BYTES = 10 * 1024 * 1024;
  const MOST_PICTURES = 12;
  const RETRY_MS = 5000;
  const LOOK_MS = 15000;

  // --- what the telephone keeps -------------------------------------------------------------------------

  const load = (name, otherwise) => {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  };

  const keep = (name, value) => {
    try {
      if (value === null)
        localStorage.removeItem(name);
      else
        localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };

  const outbox = () => load(OUTBOX, []);
  const draftName = id => 'zhiban-draft-' + id;

  let opening;
  const openPictures = () => opening ??= new Promise((done, failed) => {
    const request = indexedDB.open('zhiban-field', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('pictures', { keyPath: 'id' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

  const withPictures = async (mode, act) => {
    const store = await openPictures();
    return new Promise((done, failed) => {
      const transaction = store.transaction('pictures', mode);
      const request = act(transaction.objectStore('pictures'));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => failed(transaction.error);
    });
  };

  const getPicture = id => withPictures('readonly', store => store.get(id));
  const keepPicture = (id, blob) => withPictures('readwrite', store => store.put({ id, blob }));
  const forgetPicture = id => withPictures('readwrite', store => store.delete(id)).catch(() => {});

  // RFC 9562, version 7: the platform's ids begin with their time.
  const makeId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let time = Date.now();
    for (let i = 5; i >= 0; i--) {
      bytes[i] = time % 256;
      time = Math.floor(time / 256);
    }
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  const toHex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

  // --- what is said above the page ----------------------------------------------------------------------

  const say = (text, where) => {
    line.textContent = text;
    if (where) {
      const link = document.createElement('a');
      link.href = where;
      link.textContent = text;
      line.replaceChildren(link);
    }
  };

  const colon = document.documentElement.lang.startsWith('zh') ? '：' : ': ';
  const describe = entry => entry.label + (entry.word ? colon + entry.word : '');
  const sayWaiting = () => say(words.waiting + ' ' + outbox().map(describe).join(' · '));

  // One step at a time for a task: the next one rests on what became of the last.
  const lockForm = () => {
    const waits = form && outbox().some(entry => entry.id === form.dataset.assignment);
    for (const button of form ? form.querySelectorAll('button[data-verb]') : [])
      button.disabled = waits;
  };

  // --- sending ------------------------------------------------------------------------------------------

  const ask = (path, options) => fetch(path, {
    ...options,
    credentials: 'same-origin',
    redirect: 'error',
    signal: AbortSignal.timeout(60000),
    headers: { Accept: 'application/json', 'X-Field-Token': words.token, ...options.headers },
  });

  const putPicture = async id => {
    const kept = await getPicture(id).catch(() => null);
    if (!kept)
      return null;
    const bytes = await kept.blob.arrayBuffer();
    const hash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    return ask('/field/pictures/' + id, {
      method: 'PUT', body: bytes, headers: { 'Content-Type': kept.blob.type, 'Content-SHA256': hash },
    });
  };

  const postDeed = entry => ask(`/field/assignments/${entry.id}/${entry.verb}`, {
    method: 'POST', headers: { 'Idempotency-Key': entry.key },
    body: new URLSearchParams({ word: entry.word, pictures: entry.pictures.join(',') }),
  });

  // The platform is not to blame for a picture that it cannot keep: it is left out, and the rest goes on.
  const sendAll = async entry => {
    for (const id of entry.pictures) {
      const answer = await putPicture(id);
      if (answer && !answer.ok)
        return answer;
    }
    return postDeed(entry);
  };

  const settle = entry => keep(OUTBOX, outbox().filter(other => other.key !== entry.key));

  const take = async entry => {
    settle(entry);
    for (const id of entry.pictures)
      await forgetPicture(id);
    return 'taken';
  };

  const giveBack = async (entry, answer) => {
    const told = await answer.json().catch(() => ({}));
    settle(entry);
    keep(draftName(entry.id), { word: entry.word, pictures: entry.pictures });
    restore();
    say(told.words ?? words.refused);
    return 'refused';
  };

  const sendOne = async entry => {
    let answer;
    try {
      answer = await sendAll(entry);
    } catch {
      sayWaiting();
      return 'later';
    }
    if (answer.status === 401 || answer.status === 403)
      say(words.again, '/field');
    else if (answer.status >= 500 || answer.status === 408 || answer.status === 429)
      sayWaiting();
    else if (answer.ok)
      return take(entry);
    else
      return giveBack(entry, answer);
    return 'later';
  };

  // In the order in which the buttons were pressed: the second step rests on the first.
  let sending = false;
  const sendWaiting = async () => {
    let became;
    if (sending)
      return;
    sending = true;
    for (let entry = outbox()[0]; entry && became !== 'later'; entry = outbox()[0])
      became = await sendOne(entry);
    sending = false;
    lockForm();
    if (became === 'taken')
      location.reload();
  };

  // --- the form -----------------------------------------------------------------------------------------

  const id = form?.dataset.assignment;
  const area = document.getElementById('word');
  const chosen = document.getElementById('chosen');
  let pictures = [];

  const keepDraft = () =>
    keep(draftName(id), area.value || pictures.length ? { word: area.value, pictures } : null);

  const drawPicture = async (item, blob) => {
    const canvas = item.querySelector('canvas');
    try {
      const bitmap = await createImageBitmap(blob);
      canvas.width = 144;
      canvas.height = Math.round(144 * bitmap.height / bitmap.width);
      canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    } catch {
      canvas.remove();
    }
  };

  const leaveOut = (picture, item) => {
    pictures = pictures.filter(other => other !== picture);
    item.remove();
    keepDraft();
    forgetPicture(picture);
  };

  const showPicture = (picture, blob) => {
    const item = document.createElement('li');
    const size = document.createElement('span');
    const button = document.createElement('button');
    item.append(document.createElement('canvas'), size, button);
    size.className = 'size';
    size.textContent = Math.max(1, Math.round(blob.size / 1024)) + ' KB';
    button.type = 'button';
    button.textContent = words.remove;
    button.addEventListener('click', () => leaveOut(picture, item));
    chosen.append(item);
    return drawPicture(item, blob);
  };

  // A telephone's camera takes more than anybody looks at; what cannot be made smaller goes as it is.
  const shrink = async file => {
    try {
      const bitmap = await createImageBitmap(file);
      const scale = Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height));
      if (scale >= 1)
        return file;
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.85)) ?? file;
    } catch {
      return file;
    }
  };

  const addPicture = async file => {
    const blob = await shrink(file);
    const picture = makeId();
    if (pictures.length >= MOST_PICTURES || blob.size > MOST_BYTES) {
      say(blob.size > MOST_BYTES ? words.tooLarge : words.tooMany);
      return;
    }
    await keepPicture(picture, blob);
    pictures.push(picture);
    keepDraft();
    await showPicture(picture, blob);
  };

  const restore = async () => {
    const draft = load(draftName(id), null);
    if (!form || !draft)
      return;
    area.value ||= draft.word;
    if (!line.textContent)
      say(words.kept);
    pictures = [];
    chosen.replaceChildren();
    for (const picture of draft.pictures) {
      const kept = await getPicture(picture).catch(() => null);
      if (kept) {
        pictures.push(picture);
        await showPicture(picture, kept.blob);
      }
    }
  };

  const submit = event => {
    const button = event.submitter;
    const entry = {
      key: makeId(), id, verb: button.dataset.verb, label: button.textContent, word: area.value.trim(), pictures,
    };
    // Where the telephone keeps nothing, the form goes its plain way.
    if (!keep(OUTBOX, [...outbox(), entry]))
      return;
    event.preventDefault();
    keep(draftName(id), null);
    area.value = '';
    pictures = [];
    chosen.replaceChildren();
    lockForm();
    say(words.sending);
    sendWaiting();
  };

  // --- what the desk changes meanwhile --------------------------------------------------------------------

  const isBusy = () => form && (area.value !== '' || pictures.length > 0 || document.activeElement === area);

  const look = async () => {
    if (document.hidden || sending || outbox().length > 0)
      return;
    try {
      const answer = await fetch(location.pathname, { credentials: 'same-origin', cache: 'no-store' });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const mark = page.getElementById('main')?.dataset.mark;
      if (!mark || mark === main.dataset.mark)
        return;
      if (isBusy())
        say(words.changed, location.pathname);
      else
        location.reload();
    } catch {
      // No line: there is nothing new to show, and the page says what it knows.
    }
  };

  // The pages that were seen last outlive the line, and end with the session.
  const keepPages = () => {
    const worker = navigator.serviceWorker;
    if (!worker)
      return;
    worker.register('/field/worker.js', { scope: '/field' }).catch(() => {});
    worker.addEventListener('controllerchange', look);
  };

  const forgetPages = async () => window.caches?.delete('zhiban-field').catch(() => {});

  const signOut = async event => {
    event.preventDefault();
    await forgetPages();
    event.target.submit();
  };

  // Nobody is signed in (any more); or the browser lacks what all this is made of, and the forms do by themselves.
  if (!unit || !window.isSecureContext) {
    forgetPages();
    return;
  }
  if (form) {
    restore();
    area.addEventListener('input', keepDraft);
    form.addEventListener('submit', submit);
    document.getElementById('pictures').addEventListener('change', async event => {
      const input = event.target;
      for (const file of input.files)
        await addPicture(file).catch(() => say(words.refused));
      // The script sends them; the form must not send them a second time.
      input.value = '';
    });
  }
  document.getElementById('sign-out')?.addEventListener('submit', signOut);
  keepPages();
  lockForm();
  if (outbox().length > 0)
    sayWaiting();
  window.addEventListener('online', sendWaiting);
  setInterval(sendWaiting, RETRY_MS);
  setInterval(look, LOOK_MS);
  sendWaiting();
})();
