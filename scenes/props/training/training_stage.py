"""The stage of a training film: feature space, displays beside it, a clock with rests."""

from __future__ import annotations

from typing import ClassVar

from manim import Animation, FadeIn, FadeOut, UpdateFromAlphaFunc, smooth

from scenes.kit import theme
from scenes.kit.drawing.readout import told
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.kit.planes.panels import Panel, animate_light
from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.playback import Playback, fine_epochs, slowness, time_to_follow
from scenes.kit.stage.stage import LectureScene
from scenes.props.training.curves import CurvesPanel
from scenes.props.training.gauges import Gauge, area_of, pressed_of
from scenes.props.training.histograms import LossPanel, ProbabilityPanel
from scenes.props.training.layout import FEATURE_VIEW
from scenes.props.training.points import Points
from scenes.props.training.run_facts import RunFacts
from scenes.props.training.run_words import RunWords
from scenes.props.training.stretches import Display, Stretch
from training.run.reclassification import reclassified
from training.run.spread import motion

LEAST = 1.5
"""Least seconds of a stretch of the run."""


def space_of(facts: RunFacts, rests: tuple[float, ...] = ()) -> FeaturePanel:
    """Return a run's feature space with the ring around its followed point: what films hand over."""
    return FeaturePanel(facts.run, FEATURE_VIEW, rests, facts.followed.inputs)


class TrainingStage(LectureScene):
    """Base of the training films: the first of ``runs``, resting where there is something to say.

    Class attribute ``seconds``: film time of the whole run, rests not counted; narration and fast boundaries
    add to it.
    """

    seconds: ClassVar[float] = 20.0

    def setup(self) -> None:
        """Measure the run and lay out the displays before the first beat."""
        super().setup()
        self.said = self.commentary()
        self.title = self.said.title
        self.run = self.said.run
        self.stretches = self.said.stretches()
        rests = tuple(float(stretch.end) for stretch in self.stretches[:-1])
        followed = time_to_follow(reclassified(self.run, fine_epochs(self.run.epochs)))
        shortest = tuple(map(self.least_seconds, self.stretches))
        playback = Playback(slowness(motion(self.run)), rests, self.seconds, shortest, followed)
        reached = (self.said.milestones.negatives_right, self.said.milestones.all_right)
        flags = tuple(float(epoch) for epoch in reached if epoch)
        self.clock = FilmClock(self.epoch.begin(self.runs[0]), playback, flags)
        self.space = space_of(self.said, rests)
        points, index = Points(self.run), self.said.followed.index
        curves = CurvesPanel(points)
        told(curves.accuracy_shown, "accuracy", self.space)
        told(curves.loss_shown, "loss", self.space)
        self.displays: dict[Display, Panel] = {
            "curves": curves,
            "probabilities": ProbabilityPanel(points, index),
            "losses": LossPanel(points, index),
        }
        self.gauges = self.gauges_of_the_run()

    def commentary(self) -> RunWords:
        """Return what is measured and said of the run."""
        raise NotImplementedError

    def gauges_of_the_run(self) -> dict[str, Gauge]:
        """Return what is measured above feature space: the area filled, the points pressed, or nothing."""
        if self.said.area is not None:
            return {"area": Gauge("area filled", "area", self.space, area_of(self.run.activation))}
        if self.said.pressed is not None:
            return {"pressed": Gauge("points pressed", "folded", self.space, pressed_of(self.run))}
        return {}

    def gauges_at_first(self) -> list[Gauge]:
        """Return the one that is shown first, if there is any."""
        return list(self.gauges.values())[:1]

    def least_seconds(self, stretch: Stretch) -> float:
        """Return the seconds of a stretch that its narration takes from where the run starts."""
        if not stretch.way:
            return LEAST
        said = self.laid_out(stretch.way)
        begin = said.moments[0].begin if said.moments else theme.QUICK
        return max(LEAST, said.end - begin)

    def animate_entrance(self, name: Display) -> list[Animation]:
        """Put a display on the stage at the epoch shown; return its growing out of its frame."""
        panel = self.displays[name]
        self.bring_to_back(panel.frame)
        self.add(panel.show(self.clock.now, 0.0))
        grown = UpdateFromAlphaFunc(
            panel, lambda each, share: each.show(self.clock.now, share), rate_func=smooth
        )
        return [FadeIn(panel.frame), grown]

    def animate_gauge(self, gauge: Gauge) -> list[Animation]:
        """Put a number above feature space; return its fading in."""
        gauge.show(self.clock.now)
        self.bring_to_back(gauge.frame)
        return [FadeIn(gauge.frame), FadeIn(gauge)]

    def animate_ruler(self) -> list[Animation]:
        """Put what never moves of the ruler beneath everything else; return the fading in of the ruler."""
        self.bring_to_back(self.clock.ruler.still)
        return self.clock.animate_entrance()

    def start_the_clock(self) -> None:
        """Let everything follow the epoch from here on; what never moves is drawn once."""
        for panel in (self.space, *self.displays.values(), *self.gauges_at_first()):
            panel.frame.suspend_updating()
            self.clock.drive(panel)
        self.clock.start()

    def focus(self, *bright: Display, gauge: str = "") -> None:
        """Let some displays be bright and the others wait; exchange what is measured above feature space."""
        changes = self.animate_exchange(gauge)
        for name, panel in self.displays.items():
            light = 1.0 if name in bright else theme.DIMMED
            if light != panel.light:
                changes += animate_light(panel, light)
        if changes:
            self.play(*changes, run_time=theme.QUICK)
        if gauge in self.gauges and not self.gauges[gauge].get_updaters():
            self.clock.drive(self.gauges[gauge])

    def animate_exchange(self, wanted: str) -> list[Animation]:
        """Return the passage from the number above feature space to another one; nothing where none comes."""
        if wanted not in self.gauges or self.gauges[wanted] in self.mobjects:
            return []
        shown = [gauge for gauge in self.gauges.values() if gauge in self.mobjects]
        leaving = [FadeOut(part) for gauge in shown for part in (gauge.clear_updaters(), gauge.frame)]
        return [*leaving, *self.animate_gauge(self.gauges[wanted])]

    def run_stretch(self, stretch: Stretch) -> None:
        """Play a stretch of the run with what is said on the way, from its span on; rest at its end."""
        self.next_section(stretch.name)
        if stretch.way:
            with self.voiceover(stretch.way) as said:
                self.focus(*stretch.way_focus, gauge=stretch.gauge)
                for moment in said.moments:
                    said.until(moment.text)
                self.play(self.clock.animate_leg())
        else:
            self.focus(*stretch.way_focus, gauge=stretch.gauge)
            self.play(self.clock.animate_leg())
        if stretch.rest:
            with self.voiceover(stretch.rest):
                self.focus(*stretch.rest_focus)
