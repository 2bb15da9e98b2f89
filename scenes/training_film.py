"""A network learns: feature space and dashboard over a whole run, at rest at every measured milestone."""

from __future__ import annotations

from manim import RIGHT, UP, FadeIn, FadeOut, Mobject, UpdateFromAlphaFunc, smooth

from scenes.kit import theme
from scenes.kit.drawing.text import words
from scenes.kit.planes.feature_panel import FeaturePanel
from scenes.kit.planes.panels import Panel
from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.playback import Playback, fine_epochs, slowness, time_to_follow
from scenes.kit.stage.stage import LectureScene
from scenes.kit.words.activation_words import introduced
from scenes.kit.words.language import capitalised, epochs_said
from scenes.props.training.chosen_activation import chosen_activation
from scenes.props.training.commentary import Commentary
from scenes.props.training.dashboard import FEATURE_VIEW, CurvesPanel, LossPanel, ProbabilityPanel, points_of
from training.network.activations import activation_named
from training.run.reclassification import reclassified
from training.run.spread import motion

SECONDS = 20.0
"""Film time of the whole run in seconds, freezes not counted; narration and fast boundaries add to it."""


class TrainingFilm(LectureScene):
    """Base of the training films: the first of ``runs``, its milestones as stops, one panel more at each."""

    def setup(self) -> None:
        """Measure the run and lay out the dashboard before the first beat."""
        super().setup()
        self.run = self.trajectory(self.runs[0])
        self.said = Commentary(self.run)
        stops = tuple(float(stop.epoch) for stop in self.said.stops)
        self.lines = self.said.legs()
        spoken = tuple(self.spoken_seconds(line) - theme.BEAT for line in self.lines[: len(stops) + 1])
        followed = time_to_follow(reclassified(self.run, fine_epochs(self.run.epochs)))
        playback = Playback(slowness(motion(self.run)), stops, SECONDS, spoken, followed)
        milestones = tuple(float(stop.epoch) for stop in self.said.stops if stop.kind != "time")
        self.clock = FilmClock(self.epoch, playback, milestones)
        points = points_of(self.run)
        self.feature_space = FeaturePanel(self.run, FEATURE_VIEW, stops)
        self.probabilities = ProbabilityPanel(self.run, points)
        self.curves = CurvesPanel(self.run)
        self.losses = LossPanel(self.run, points)
        self.milestone: Mobject | None = None

    def construct(self) -> None:
        """Play the film's beats in their order."""
        self.show_the_untrained_plane()
        self.follow_accuracy_and_loss()
        self.follow_the_probabilities()
        self.follow_the_losses()
        self.follow_to_the_end()

    def show_the_untrained_plane(self) -> None:
        """Feature space at epoch 0, the boundary, what it gets wrong."""
        self.next_section("Before training")
        space = self.feature_space.show(0.0, 0.0)
        with self.voiceover(self.said.opening()):
            self.play(FadeIn(self.heading()), FadeIn(space.frame), run_time=theme.QUICK)
            self.play(FadeIn(space), run_time=theme.BEAT)
        with self.voiceover(self.said.first_errors()):
            decided = UpdateFromAlphaFunc(
                space, lambda panel, share: panel.show(0.0, share), rate_func=smooth
            )
            self.bring_to_back(self.clock.ruler.still)
            self.play(decided, *self.clock.animate_entrance(), run_time=theme.BEAT)
        space.frame.suspend_updating()
        self.clock.drive(space)
        self.clock.start()

    def follow_accuracy_and_loss(self) -> None:
        """Add the learning curves, which the first stops speak of; run to the first."""
        self.follow(self.curves, "Accuracy and loss")

    def follow_the_probabilities(self) -> None:
        """Add the histograms of probability; run to the second stop."""
        self.follow(self.probabilities, "Probabilities")

    def follow_the_losses(self) -> None:
        """Add the histogram of losses; run to the third stop, if there is one."""
        self.follow(self.losses, "Every loss")

    def follow_to_the_end(self) -> None:
        """Run what is left of the run; sum it up."""
        self.next_section(f"To epoch {self.run.epochs}" if self.clock.legs else "What it took")
        while self.clock.legs:
            self.run_leg()
        self.say(self.said.closing())

    def follow(self, panel: Panel, subject: str) -> None:
        """Let a panel enter, then run to the next stop; a panel that no leg is left for enters at the end."""
        self.next_section(f"{subject}, {self.goal()}")
        self.run_leg(panel)

    def goal(self) -> str:
        """Return where the next leg leads, or that none is left, as the end of a chapter's name."""
        if not self.clock.legs:
            return f"after {epochs_said(self.run.epochs)}"
        ends = {stop.epoch: stop.until for stop in self.said.stops}
        return ends.get(int(self.clock.next_stop()), f"until epoch {self.run.epochs}")

    def run_leg(self, panel: Panel | None = None) -> None:
        """Play the run to the next stop, in no less time than its narration, and stand still there."""
        end = self.clock.next_stop()
        with self.voiceover(self.lines.pop(0)):
            self.enter(panel)
            if self.clock.legs:
                self.play(self.clock.animate_leg())
        for stop in self.said.stops:
            if stop.epoch == end:
                self.milestone = self.milestone_label(stop.label)
                with self.voiceover(self.said.at(stop)):
                    self.play(FadeIn(self.milestone), run_time=theme.QUICK)
                    self.wait(theme.FREEZE)

    def enter(self, panel: Panel | None) -> None:
        """Grow a panel out of its frame at the epoch that is shown; the last milestone's label leaves."""
        epoch = self.clock.now
        leaving = [FadeOut(self.milestone)] if self.milestone is not None else []
        self.milestone = None
        if panel is None:
            if leaving:
                self.play(*leaving, run_time=theme.QUICK)
            return
        self.bring_to_back(panel.frame)
        self.add(panel.show(epoch, 0.0))
        grown = UpdateFromAlphaFunc(panel, lambda each, share: each.show(epoch, share), rate_func=smooth)
        self.play(FadeIn(panel.frame), grown, *leaving, run_time=theme.BEAT)
        self.clock.drive(panel)
        panel.frame.suspend_updating()

    def milestone_label(self, text: str) -> Mobject:
        """Return the words of a milestone above feature space, at the right of the title."""
        label = words(text, theme.LABEL_SIZE, theme.EMPHASIS)
        corner = [
            FEATURE_VIEW.centre[0] + FEATURE_VIEW.width / 2,
            FEATURE_VIEW.centre[1] + FEATURE_VIEW.height / 2,
            0,
        ]
        return label.next_to(corner, UP, buff=0.22).align_to(corner, RIGHT)


class SigmoidTraining(TrainingFilm):
    """The sigmoid's run."""

    title = "The sigmoid learns"
    runs = ("sigmoid",)


class TanhTraining(TrainingFilm):
    """Tanh's run."""

    title = "Tanh learns"
    runs = ("tanh",)


class ReluTraining(TrainingFilm):
    """ReLU's run."""

    title = "ReLU learns"
    runs = ("relu",)


class ActivationTraining(TrainingFilm):
    """The run of any activation of the registry.

    Its name comes from ``LECTURE_ACTIVATION`` or lecture.toml (see
    ``scenes.props.training.chosen_activation``) when the scene is set up; ``runs`` is
    empty for readers of this file, who add the shot's own activation to it.
    """

    title = "An activation learns"
    runs: tuple[str, ...] = ()

    def setup(self) -> None:
        """Find the activation, then set up its film."""
        activation = activation_named(chosen_activation(type(self).__name__))
        self.runs = (activation.name,)
        self.title = f"{capitalised(introduced(activation))} learns"
        super().setup()
