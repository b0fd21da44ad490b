// Leaves at once, and takes this page out of the way Back would go. Pressing Escape three times does the same.
// On the way, what was being written is saved, nobody asks "are you sure", and the server forgets this device.
const button = document.querySelector("[data-quick-exit]");
if (button) {
  const leave = () => {
    document.documentElement.hidden = true;
    const asked = { saved: false };
    document.dispatchEvent(new CustomEvent("leaving-at-once", { detail: asked }));
    if (!asked.saved) fetch(button.form.action, { method: "POST", keepalive: true, credentials: "same-origin", redirect: "manual" }).catch(() => {});
    window.location.replace(button.dataset.quickExit);
  };
  button.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  // A page that Back brings out of memory is from before: it is asked for again, and is not there any more.
  window.addEventListener("pageshow", (event) => { if (event.persisted && document.documentElement.hidden) window.location.reload(); });
  let times = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    times = [...times.filter((time) => event.timeStamp - time < 3000), event.timeStamp];
    if (times.length >= 3) leave();
  });
}
