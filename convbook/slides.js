// Shows the pages as slides where there is room for them: on a phone, at a high zoom, in print and
// without this script they stay a text to scroll through.
{
  const root = document.documentElement;
  const room = matchMedia("(min-width: 640px)");
  const isPreview = location.search.includes("receiver"); // in the speaker's window, of any size
  const frame = document.getElementById("frame");
  const isStepper = (target) => target instanceof Element && target.closest("figure.convdemo");

  // Keys that a stepper takes while it has the focus. All others stay the slides'.
  const TAKEN = /^(Arrow\w+|Home|End|Enter| )$/;

  const start = () => {
    root.classList.add("deck");
    frame.classList.add("reveal");
    Reveal.initialize({
      width: 1280,
      height: 720,
      margin: 0,
      center: false,
      controls: true,
      controlsTutorial: false,
      hash: true,
      keyboardCondition: ({ target, key }) => !(isStepper(target) && TAKEN.test(key)),
      plugins: [RevealNotes],
      progress: false,
      scrollActivationWidth: null,
      slideNumber: "c/t",
      transition: "none",
    });
  };

  // The slide's keys come first in a stepper's slider: a clicker sends PageDown. Escape leaves it.
  const onKey = (event) => {
    if (!isStepper(event.target)) return;
    const act = { PageDown: Reveal.next, PageUp: Reveal.prev, Escape: () => event.target.blur() };
    if (!act[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    act[event.key]();
  };

  if (isPreview || (room.matches && !location.search.includes("print-pdf"))) {
    start();
    addEventListener("keydown", onKey, true);
    // After a click, the keys are the slides' again.
    addEventListener("click", ({ target, detail }) => {
      if (detail && isStepper(target)) document.activeElement.blur();
    });
  } else {
    // What is wider than a phone scrolls, by keyboard as well.
    const wide = document.querySelectorAll(".picture, section > table");
    for (const each of wide) each.tabIndex = 0;
  }
  // Paper has the room that a phone lacks; nothing may load again while it is printed.
  const hadRoom = room.matches;
  const onRoom = () => {
    if (!matchMedia("print").matches && room.matches !== hadRoom) location.reload();
  };
  if (!isPreview) room.addEventListener("change", onRoom);
  addEventListener("beforeprint", () => root.classList.add("deck"));
  if (!hadRoom) addEventListener("afterprint", () => root.classList.remove("deck"));
}
