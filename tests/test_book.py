"""The book: every link leads somewhere, nothing is asked of the network, anybody can read it."""

import filecmp
import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

import convcheck
import convdemo
from convbook.book import build_book
from convbook.glossary import words_of
from convlessons.edition import answers
from convlessons.notebooks import read as read_notebook

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
STEMS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
FIRST = f"lessons/{STEMS[1]}.html"
SAMPLE = ["index.html", FIRST]
OPEN_ALL = "for (const fold of document.querySelectorAll('article details')) fold.open = true"
# What scrolls loses on paper what is beyond its edge or, around all of the text, beyond a page.
CUT_OFF = """[...document.querySelectorAll("*:has(article), article pre")].filter(
    (each) => getComputedStyle(each).overflowX === "auto" &&
        (each.scrollWidth > each.clientWidth || each.matches(":has(article)")))"""
MADE_BESIDE = re.compile(r"(slides|handouts)/(.+)\.html")  # by the press's other parts


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the book, of which Sphinx may say nothing."""
    folder = tmp_path_factory.mktemp("site")
    build_book(folder)
    return folder


@pytest.fixture(scope="module")
def pages(site):
    """Return each page by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_bytes(), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(params=["light", "dark"])
def read(site, browser, request):
    """Return a function that opens a page in a scheme of colours; it may ask for files only."""
    context = browser.new_context(color_scheme=request.param)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda wanted: asked.append(wanted.url))
    page.on("pageerror", lambda error: errors.append(str(error)))

    def opened(path):
        page.goto(f"{site.as_uri()}/{path}")
        return page

    yield opened
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:"))] == []
    assert errors == []
    context.close()


def chosen(everyday):
    """Mark a test that takes paths: some of them every day, all of them thoroughly."""
    return pytest.mark.parametrize(
        "paths",
        [
            pytest.param(everyday, id="some"),
            pytest.param(None, id="all", marks=pytest.mark.thorough),
        ],
    )


def test_every_link_and_anchor_resolves(site, pages):
    ids = {path: {tag["id"] for tag in page.select("[id]")} for path, page in pages.items()}
    targets = ("a[href]", "link[href]", "script[src]", "img[src]", "iframe[src]")
    links = 0
    for path, page in pages.items():
        for tag in page.select(", ".join(targets)):
            address, anchor = urldefrag(tag.get("href") or tag.get("src"))
            beside = MADE_BESIDE.search(address)
            if re.match(r"[a-z]+:", address) or (beside and beside[2] in STEMS):
                continue
            links += 1
            target = (site / path).parent / unquote(address.partition("?")[0]) if address else None
            goal = target.resolve().relative_to(site.resolve()).as_posix() if target else path
            assert (site / goal).is_file(), (path, address)
            if anchor and goal in ids and goal != "playground.html":  # whose anchors are settings
                assert unquote(anchor) in ids[goal], (path, address, anchor)
    assert links > 2000


def test_it_holds_a_page_for_each_lesson_and_its_exercises(pages):
    assert {f"lessons/{stem}.html" for stem in STEMS} < set(pages)
    assert {f"exercises/{stem}.html" for stem in STEMS} < set(pages)
    for stem in STEMS:
        assert f"uv run lessons {stem[:2]} " in pages[f"lessons/{stem}.html"].text
        assert f"uv run lessons {stem[:2]}_exercises " in pages[f"exercises/{stem}.html"].text


def test_every_picture_has_a_description(pages):
    for path, page in pages.items():
        for picture in page.select("article img"):
            assert picture.get("alt") is not None, path
        for frame in page.select("iframe"):
            assert frame["title"]
    described = [image["alt"] for page in pages.values() for image in page.select("article img")]
    assert sum(len(alt) > 20 for alt in described) > 40


def test_a_statement_has_a_letter_and_no_bullet_before_it(pages):
    marked = {path: page.select("ul.lettered > li") for path, page in pages.items()}
    assert sum(bool(items) for items in marked.values()) >= 9
    for path, page in pages.items():
        lettered = [item for item in page.select("li") if re.match(r"[a-z]\) ", item.text)]
        assert lettered == marked[path]


def test_no_id_stands_twice_on_a_page(pages):
    for path, page in pages.items():
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("stem", STEMS)
def test_every_reply_is_closed(pages, stem):
    lesson = read_notebook((NOTEBOOKS / f"{stem}.ipynb").read_text(encoding="utf-8"))
    replies = [cell for cell in answers(lesson) if cell["cell_type"] == "markdown"]
    folds = pages[f"lessons/{stem}.html"].select("article details")
    said = [fold.summary.text.strip() for fold in folds]
    assert said.count("Compare with your answer") == len(replies)
    assert said.count("Show the output") > 4
    assert not any(fold.has_attr("open") for fold in folds)


def test_every_word_of_the_index_is_linked_where_it_is_introduced(pages):
    index = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    linked = {
        link.text.strip().lower()
        for path, page in pages.items()
        if path.startswith("lessons/")
        for link in page.select('article strong a[href*="glossary.html#term-"]')
    }
    assert set(words_of(index)) == linked


def test_the_guide_lists_each_lesson_once_with_its_slides_and_handout(pages):
    first = pages["guide/index.html"].select("td:first-child a")
    for stem in STEMS:
        (row,) = (each.find_parent("tr") for each in first if each["href"] == f"{stem}.html")
        made = [f"../slides/{stem}.html", f"../handouts/{stem}.html"]
        assert [link["href"] for link in row.select("td:last-child a")] == made


def test_the_reference_calls_arrays_by_their_names(pages):
    signatures = [tag.text for path in pages for tag in pages[path].select(".sig")]
    assert any("npt.ArrayLike" in each for each in signatures)
    assert [each for each in signatures if "_NestedSequence" in each or "ndarray[" in each] == []


def test_the_reference_has_every_public_name(pages):
    reference = {
        tag["id"]
        for path in pages
        if path.startswith("reference/")
        for tag in pages[path].select("[id]")
    }
    modules = {"arithmetic", "datasets", "filters"}
    names = {f"convdemo.{name}" for name in set(convdemo.__all__) - modules}
    assert names <= reference
    assert {f"module-convdemo.{name}" for name in modules} <= reference
    table = {code.text for code in pages["reference/convcheck.html"].select("td code")}
    assert set(convcheck.__all__) - {"EXERCISES", "hint"} <= table


@pytest.mark.parametrize("stem", STEMS)
def test_a_lesson_weighs_less_than_500_kilobytes(site, pages, stem):
    page = site / "lessons" / f"{stem}.html"
    images = {image["src"] for image in pages[f"lessons/{stem}.html"].select("article img[src]")}
    own = sum((page.parent / source).stat().st_size for source in images)
    assert page.stat().st_size + own < 500_000


@chosen(SAMPLE)
def test_axe_finds_no_violation(read, pages, paths):
    axe = Axe()
    for path in paths or pages:
        page = read(path)
        page.evaluate(OPEN_ALL)
        found = axe.run(page).response["violations"]
        assert [(path, each["id"], each["nodes"][0]["html"]) for each in found] == []


@chosen(SAMPLE)
def test_at_400_per_cent_nothing_scrolls_sideways(read, pages, paths):
    for path in paths or pages:
        page = read(path)
        page.set_viewport_size({"width": 320, "height": 256})
        page.evaluate(OPEN_ALL)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_a_stepper_steps_and_a_fold_opens_by_keyboard(read):
    page = read(FIRST)
    stepper = page.locator("figure.convdemo[data-ready]").first
    stepper.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    assert stepper.get_attribute("data-step") == "1"
    fold = page.locator("article details").first
    fold.locator("> summary").focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None


def test_the_first_tab_stop_skips_to_the_content(read):
    page = read(FIRST)
    page.keyboard.press("Tab")
    assert "Skip to main content" in page.evaluate("document.activeElement.textContent")


def test_the_search_finds_lessons_and_words(read):
    page = read("search.html?q=padding")
    # One after the other, as the search goes on.
    for name in ("05 Choose padding", "Glossary > zero padding"):
        page.locator("#search-results li", has_text=name).first.wait_for()


def test_a_link_of_the_start_page_sets_the_playground(read):
    page = read("index.html")
    page.get_by_role("link", name="turn it").click()
    page.frame("playground").wait_for_url(re.compile(r"kernel=0,0,0;1,1,1;0,0,0"))
    assert page.url.endswith("index.html")


def test_the_playground_in_its_frame_is_as_dark_as_the_page_and_has_no_second_title(read):
    page = read("play.html")
    frame = page.frame("playground")
    for theme in ("dark", "light"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        frame.wait_for_function(
            "theme => getComputedStyle(document.documentElement).colorScheme === theme", arg=theme
        )
    assert not frame.locator("h1").is_visible()


def test_paper_has_all_of_a_lesson(read):
    page = read(f"lessons/{STEMS[0]}.html")
    answer = page.get_by_text("The feature map is a copy of the input")
    assert not answer.is_visible()
    page.emulate_media(media="print")
    assert answer.is_visible()
    assert page.evaluate(f"{CUT_OFF}.length") == 0


@pytest.mark.thorough
@pytest.mark.parametrize("stem", STEMS)
def test_a_lesson_is_ready_after_a_second_of_work(read, stem):
    page = read("run.html")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # whatever else is running
    read(f"lessons/{stem}.html")
    metrics = session.send("Performance.getMetrics")["metrics"]
    (worked,) = (each["value"] for each in metrics if each["name"] == "TaskDuration")
    assert 0 < worked < 1


def test_a_dark_page_is_printed_as_a_light_one(read):
    page = read("run.html")
    before = page.evaluate("document.documentElement.dataset.theme")
    page.evaluate(
        "addEventListener('beforeprint', () => self.said = document.documentElement.dataset.theme)"
    )
    page.pdf()
    assert page.evaluate("self.said") == "light"
    assert page.evaluate("document.documentElement.dataset.theme") == before


@pytest.mark.thorough
def test_a_second_build_gives_the_same_bytes(site, tmp_path):
    build_book(tmp_path)
    files = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]
    assert files
    assert sorted(files) == sorted(
        p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()
    )
    _, differ, missing = filecmp.cmpfiles(site, tmp_path, files, shallow=False)
    assert (differ, missing) == ([], [])
