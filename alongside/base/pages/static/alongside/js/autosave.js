// Sends a form marked data-autosave to its own address while someone writes, and says when it was saved.
// Nothing is kept on the device: phones are shared. Leaving with unsaved words asks first.
const quietFor = 1500; // milliseconds without typing before it is sent
const chosenFor = 300; // something was chosen, or a box was left

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const line = form.querySelector("[data-saved-line]");
  let timer, sending = false, dirty = false, leaving = false;

  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
  form.addEventListener("input", () => { dirty = true; later(quietFor); });
  form.addEventListener("change", () => { dirty = true; later(chosenFor); });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  // Leaving at once: the words go with the request that signs out, and the page does not wait for the answer.
  document.addEventListener("leaving-at-once", (event) => {
    leaving = true;
    clearTimeout(timer);
    if (!dirty && !sending) return;
    if (!event.detail.saved) send({ "X-Leaving": "1" }, true).catch(() => {});
    event.detail.saved = true;
  });
  window.addEventListener("online", () => { if (dirty) later(0); });

  async function save() {
    if (sending) return later(quietFor);
    sending = true;
    dirty = false;
    try {
      const answer = await send({}, false);
      if (!answer.ok) throw new Error(String(answer.status));
      const kept = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
      follow(kept);
      form.dispatchEvent(new CustomEvent("autosaved", { detail: kept }));
      say(form.dataset.saved.replace("{time}", kept.saved_at || clock()));
    } catch {
      dirty = true;
      say(form.dataset.unsaved);
    } finally {
      sending = false;
    }
  }

  function send(more, keepalive) {
    return fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1", ...more },
      credentials: "same-origin",
      redirect: "error",
      keepalive,
    });
  }

  // The server may answer {"saved_at": "14:02", "fields": {"version": "3"}}: hidden fields to carry on with.
  function follow(kept) {
    for (const [name, value] of Object.entries(kept.fields || {})) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement && field.type === "hidden") field.value = value;
    }
  }

  function say(words) { if (line && line.textContent !== words) line.textContent = words; }
}

function clock() {
  return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
