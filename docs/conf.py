"""Settings of the book. `python -m convbook book` copies them to the sources that it writes."""

project = "Convolutional layers"
language = "en"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "convbook.sphinx_parts"]
exclude_patterns = ["_static", "extra", "guide/*.py"]

# The notebooks: what is stored in them is shown, nothing is run.
nb_execution_mode = "off"
nb_merge_streams = True
nb_code_prompt_show = "Show the {type}"
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
html_math_renderer = "mathml"

# The reference: in docstrings, `x` is code.
default_role = "code"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
add_module_names = False
OTHERS_TYPES = r"(collections|keras|matplotlib|np|npt|numpy|os)\..*|PathLike|Figure|Array|Map"
nitpick_ignore_regex = [("py:.*", OTHERS_TYPES)]

# The pages: no request to anywhere, no server needed.
html_theme = "pydata_sphinx_theme"
html_title = "Convolutional layers, number by number"
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_js_files = ["book.js"]
html_extra_path = ["extra"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_show_search_summary = False  # it would be fetched, which a page opened from disk may not
html_use_index = False
html_domain_indices = False
html_sidebars = {"index": [], "play": [], "run": [], "glossary": [], "**": ["sidebar-nav-bs"]}
html_theme_options = {
    "logo": {"text": "Convolutional layers"},
    "header_links_before_dropdown": 7,
    "navbar_end": ["theme-switcher"],
    "footer_start": [],
    "footer_end": [],
    "search_bar_text": "Search",
    "secondary_sidebar_items": {"**": ["page-toc"], "index": [], "play": [], "run": []},
    "show_toc_level": 2,
    "back_to_top_button": False,
}
