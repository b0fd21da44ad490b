// Leaves at once, and takes this page out of the way Back would go. Pressing Escape three times does the same.
const link = document.querySelector("[data-quick-exit]");
if (link) {
  const leave = () => {
    document.documentElement.hidden = true;
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  let times = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    times = [...times.filter((time) => event.timeStamp - time < 3000), event.timeStamp];
    if (times.length >= 3) leave();
  });
}
