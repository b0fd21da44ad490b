// A question that an answer opens appears at once, one that it closes goes; without this they do so on Continue.
// What is asked is the server's to say: it sends the lines of the page when autosave has kept the answer.
for (const box of document.querySelectorAll("[data-lines]")) {
  const form = box.closest("form");
  const said = form.querySelector("[data-lines-said]");

  form.addEventListener("autosaved", ({ detail }) => {
    if (typeof detail.lines !== "string") return;
    const wanted = [...new DOMParser().parseFromString(detail.lines, "text/html").body.children];
    const there = new Map([...box.children].map((line) => [line.dataset.line, line]));
    let last = null;
    for (const line of wanted) {
      const kept = there.get(line.dataset.line);
      there.delete(line.dataset.line);
      // Whatever is there stays as it is, with what is being typed into it.
      if (!kept && last) last.after(document.adoptNode(line));
      else if (!kept) box.prepend(document.adoptNode(line));
      last = kept || line;
    }
    for (const line of there.values()) if (!line.contains(document.activeElement)) line.remove();
    said.textContent = detail.said;
  });
}
