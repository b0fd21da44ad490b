// Says how many characters are left, once few are; said aloud only when typing pauses.
for (const line of document.querySelectorAll("[data-count-for]")) {
  const box = document.getElementById(line.dataset.countFor);
  if (!box) continue;
  const limit = Number(box.dataset.limit);
  const aloud = line.cloneNode(false);
  aloud.removeAttribute("id");
  aloud.className = "unseen";
  aloud.setAttribute("role", "status");
  line.after(aloud);
  let pause;
  const count = () => {
    // A line break travels as two characters, and counts as one on the server.
    const left = limit - box.value.length;
    if (left > limit / 4) return;
    const words = left >= 0 ? line.dataset.left : line.dataset.over;
    line.textContent = words.replace("{n}", Math.abs(left));
    line.classList.toggle("error", left < 0);
    line.classList.toggle("hint", left >= 0);
    clearTimeout(pause);
    pause = setTimeout(() => { aloud.textContent = line.textContent; }, 1200);
  };
  box.addEventListener("input", count);
  count();
}
