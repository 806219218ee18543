// Paper is white: what is printed from a dark page is printed as from a light one.
const { dataset } = document.documentElement;
let theme = dataset.theme;
addEventListener("beforeprint", () => {
  theme = dataset.theme;
  dataset.theme = "light";
});
addEventListener("afterprint", () => {
  dataset.theme = theme;
});

// The playground in its frame is as light or as dark as the page around it.
const tellTheme = () =>
  document.querySelector("iframe.playground")?.contentWindow.postMessage(dataset.theme, "*");
new MutationObserver(tellTheme).observe(document.documentElement, {
  attributeFilter: ["data-theme"],
});
addEventListener("load", tellTheme);

// A formula or a chart wider than the page can be reached, and scrolled, with the keyboard.
const reachWide = () => {
  for (const box of document.querySelectorAll(".formula, .output:has(> img)"))
    box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
};
addEventListener("load", reachWide);
addEventListener("resize", reachWide);
addEventListener("toggle", reachWide, true); // of a fold that it lies in

// The search calls each word of the glossary "Glossary".
const nameWords = () => {
  for (const link of document.querySelectorAll('#search-results a[href*="#term-"]')) {
    const word = link.hash.slice("#term-".length).replace(/(?<!cross)-/g, " ");
    const title = `Glossary > ${word}`;
    if (link.textContent !== title) link.textContent = title;
  }
};
addEventListener("load", () => {
  const results = document.getElementById("search-results");
  if (!results) return;
  new MutationObserver(nameWords).observe(results, { childList: true, subtree: true });
  nameWords();
});
