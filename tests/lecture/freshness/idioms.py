"""Ways in which a scene can come by a number: VALUE stands where a lecturer changes it.

Each idiom maps a file to its text; the scene moves a dot by VALUE. The first file is the scene's.
The dot starts at the middle whatever VALUE is, so that only what happens on the way tells values apart:
a cache that compares the picture before each play cannot see it there.
"""

from __future__ import annotations

HEAD = "from manim import RIGHT, Dot, Scene, ValueTracker, always_redraw\nimport numpy as np\n"
#: A scene whose dot goes from the middle to where `move(dot)`, written by the idiom, puts it.
BODY = """

class NAME(Scene):
BEFORE
    def construct(self):
        dot = Dot(radius=0.5)
        way = ValueTracker(0)
        self.add(dot)
SETUP

        def follow(dot):
            move(dot)
            dot.set_x(way.get_value() * dot.get_x())

        dot.add_updater(follow)
        self.play(way.animate.set_value(1), run_time=0.2)
"""


def scene(head: str = "", setup: str = "        pass", before: str = "") -> str:
    """Return a scene's text with the idiom's parts in place."""
    return HEAD + head + BODY.replace("BEFORE", before).replace("SETUP", setup)


IDIOMS: dict[str, dict[str, str]] = {
    "attribute of self in an updater": {
        "": scene(setup="        self.x = VALUE\n        move = lambda m: m.set_x(self.x)")
    },
    "closure": {
        "": scene(setup="        x = VALUE\n        def move(m):\n            m.set_x(x)"),
    },
    "closure two levels deep": {
        "": scene(
            "def maker(x):\n    def inner():\n        return lambda m: m.set_x(x)\n    return inner()\n",
            "        move = maker(VALUE)",
        )
    },
    "functools.partial": {
        "": scene(
            "from functools import partial\ndef put(x, m):\n    m.set_x(x)\n",
            "        move = partial(put, VALUE)",
        )
    },
    "bound method": {
        "": scene(
            "class Mover:\n    def __init__(self, x):\n        self.x = x\n"
            "    def put(self, m):\n        m.set_x(self.x)\n",
            "        move = Mover(VALUE).put",
        )
    },
    "dataclass with slots": {
        "": scene(
            "from dataclasses import dataclass\n@dataclass(slots=True)\nclass P:\n    x: float\n",
            "        p = P(VALUE)\n        move = lambda m: m.set_x(p.x)",
        )
    },
    "callable object": {
        "": scene(
            "class Mover:\n    def __init__(self, x):\n        self.x = x\n"
            "    def __call__(self, m):\n        m.set_x(self.x)\n",
            "        mover = Mover(VALUE)\n        move = lambda m: mover(m)",
        )
    },
    "default argument": {"": scene("def move(m, x=VALUE):\n    m.set_x(x)\n")},
    "class attribute": {
        "": scene(before="    x = VALUE\n", setup="        move = lambda m: m.set_x(type(self).x)")
    },
    "property": {
        "": scene(
            before="    @property\n    def x(self):\n        return VALUE\n",
            setup="        move = lambda m: m.set_x(self.x)",
        )
    },
    "module global": {"": scene("X = VALUE\ndef move(m):\n    m.set_x(X)\n")},
    "mutable global": {"": scene("STATE = {'x': VALUE}\ndef move(m):\n    m.set_x(STATE['x'])\n")},
    "array in a closure": {
        "": scene(setup="        xs = np.full(2000, VALUE)\n        move = lambda m: m.set_x(xs[1500])")
    },
    "scipy interpolator": {
        "": scene(
            "from scipy.interpolate import PchipInterpolator\n",
            "        f = PchipInterpolator([0, 1], [0, VALUE])\n"
            "        move = lambda m: m.set_x(float(f(1)))",
        )
    },
    "generator": {
        "": scene(
            "def stream():\n    while True:\n        yield VALUE\n",
            "        g = stream()\n        move = lambda m: m.set_x(next(g))",
        )
    },
    "memoised function": {
        "": scene(
            "from functools import cache\n@cache\ndef x():\n    return VALUE\n",
            "        move = lambda m: m.set_x(x())",
        )
    },
    "decorator": {
        "": scene(
            "def shifted(f):\n    return lambda m: f(m).set_x(VALUE)\n@shifted\ndef move(m):\n    return m\n"
        )
    },
    "value tracker driven by an attribute": {
        "": scene(
            setup="        t = ValueTracker(0)\n        self.goal = VALUE\n        self.add(t)\n"
            "        t.add_updater(lambda t: t.set_value(self.goal))\n"
            "        move = lambda m: m.set_x(t.get_value())"
        )
    },
    "always_redraw": {
        "": scene(
            setup="        self.r = VALUE / 4\n"
            "        self.add(always_redraw(lambda: Dot(radius=0.1 + self.r * way.get_value())))\n"
            "        move = lambda m: m"
        )
    },
    "animation subclass": {
        "": HEAD + "from manim import Animation\n"
        "class Slide(Animation):\n    def interpolate_mobject(self, alpha):\n"
        "        self.mobject.set_x(VALUE)\n"
        "class NAME(Scene):\n    def construct(self):\n"
        "        self.play(Slide(Dot(radius=0.5)), run_time=0.2)\n"
    },
    "rate function": {
        "": HEAD + "class NAME(Scene):\n    def construct(self):\n        d = Dot(radius=0.5)\n"
        "        self.play(d.animate(rate_func=lambda t: VALUE / 4, run_time=0.2).shift(4 * RIGHT))\n"
    },
    "constant of a helper module": {
        "": scene("from scenes.helper_NAME import X\n", "        move = lambda m: m.set_x(X)"),
        "scenes/helper_NAME.py": "X = VALUE\n",
    },
    "function of a helper's helper": {
        "": scene("from scenes.helper_NAME import put as move\n"),
        "scenes/helper_NAME.py": "from scenes import deep_NAME\n\ndef put(m):\n    m.set_x(deep_NAME.x())\n",
        "scenes/deep_NAME.py": "def x():\n    return VALUE\n",
    },
    "helper beside the scene, imported as manim finds it": {
        "": scene("import beside_NAME\n", "        move = lambda m: m.set_x(beside_NAME.X)"),
        "scenes/beside_NAME.py": "X = VALUE\n",
    },
    "constant of a package's __init__": {
        "": scene("import kit_NAME.part\n", "        move = lambda m: m.set_x(kit_NAME.X)"),
        "kit_NAME/__init__.py": "X = VALUE\n",
        "kit_NAME/part.py": "",
    },
    "base class in another module": {
        "": HEAD + "from scenes.base_NAME import Base\nclass NAME(Base):\n    pass\n",
        "scenes/base_NAME.py": scene(setup="        move = lambda m: m.set_x(VALUE)").replace("NAME", "Base"),
    },
    "import inside a function": {
        "": scene(setup="        from scenes.late_NAME import X\n        move = lambda m: m.set_x(X)"),
        "scenes/late_NAME.py": "X = VALUE\n",
    },
    "import by a computed name": {
        "": scene(
            "import importlib\n",
            "        x = importlib.import_module('scenes.' + 'dynamic_NAME').X\n"
            "        move = lambda m: m.set_x(x)",
        ),
        "scenes/dynamic_NAME.py": "X = VALUE\n",
    },
    "class patched by a helper": {
        "": scene("import scenes.patch_NAME\n", "        move = lambda m: m.set_x(Dot.lecture_x)"),
        "scenes/patch_NAME.py": "from manim import Dot\n\nDot.lecture_x = VALUE\n",
    },
    "json read while the scene plays": {
        "": scene(
            "import json\n",
            "        def move(m):\n            m.set_x(json.load(open('data/NAME.json'))['x'])",
        ),
        "data/NAME.json": '{"x": VALUE}',
    },
    "text read when a helper is imported": {
        "": scene("from scenes.reader_NAME import X\n", "        move = lambda m: m.set_x(X)"),
        "scenes/reader_NAME.py": "from pathlib import Path\n\nX = float(Path('data/NAME.txt').read_text())\n",
        "data/NAME.txt": "VALUE",
    },
    "table read by numpy": {
        "": scene(
            setup="        x = float(np.loadtxt('data/NAME.csv'))\n        move = lambda m: m.set_x(x)"
        ),
        "data/NAME.csv": "VALUE",
    },
    "npz replaced": {
        "": scene(
            setup="        x = float(np.load('data/NAME.npz')['x'])\n        move = lambda m: m.set_x(x)"
        ),
        "data/NAME.npz": "VALUE",
    },
    "pace of the lecture file": {
        "": scene(
            "import tomllib\n",
            "        pace = tomllib.load(open('lecture.toml', 'rb'))['narration']\n"
            "        x = pace['words_per_minute'] - 100\n"
            "        move = lambda m: m.set_x(x)",
        )
    },
}
