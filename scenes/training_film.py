"""Networks learn: the sigmoid's displays are built up once; tanh snaps and ReLU unfolds beside them."""

from __future__ import annotations

from manim import RIGHT, Animation, FadeIn, FadeOut, UpdateFromAlphaFunc, smooth

from scenes.kit import theme
from scenes.props.training.chosen_activation import chosen_activation
from scenes.props.training.commentary import Commentary
from scenes.props.training.gauges import Gauge, gradient_of
from scenes.props.training.layout import ALONE, FEATURE_VIEW
from scenes.props.training.points import first_batch
from scenes.props.training.relu_words import ReluWords
from scenes.props.training.tanh_words import TanhWords
from scenes.props.training.training_stage import TrainingStage, space_of
from training.network.activations import activation_named


class BuiltUpTraining(TrainingStage):
    """Base of the films that explain every display as it comes."""

    said: Commentary

    def commentary(self) -> Commentary:
        """Return what is measured and said of the run."""
        return Commentary(self.trajectory(self.runs[0]))

    def construct(self) -> None:
        """Play the film's beats in their order."""
        self.show_the_untrained_plane()
        self.follow_one_point()
        self.count_the_points()
        self.take_an_update()
        for stretch in self.stretches:
            self.run_stretch(stretch)
        self.hand_over(self.space.frame, self.space)

    def show_the_untrained_plane(self) -> None:
        """Feature space at epoch 0, alone on the stage; the area it fills."""
        self.next_section("Before training")
        self.space.attention = 0.0
        self.space.frame.shift((ALONE[0] - FEATURE_VIEW.centre[0]) * RIGHT)
        self.space.show(0.0).stand(ALONE)
        with self.voiceover(self.said.opening()) as said:
            self.play(
                FadeIn(self.heading()), FadeIn(self.space.frame), FadeIn(self.space), run_time=theme.BEAT
            )
            for gauge in self.gauges.values():
                gauge.move_above(self.space)
                for moment in said.moments:
                    said.until(moment.text)
                self.play(*self.animate_gauge(gauge), run_time=theme.QUICK)
        self.wait(theme.BEAT)

    def follow_one_point(self) -> None:
        """A ring closes in on the point that the film follows."""
        self.next_section("One point to follow")
        closing_in = UpdateFromAlphaFunc(
            self.space, lambda space, share: space.attend(share), rate_func=smooth
        )
        self.say(self.said.following(), closing_in, run_time=theme.BEAT)

    def count_the_points(self) -> None:
        """Feature space makes room for the histograms, with the followed point in both."""
        self.next_section("Every point counted")
        with self.voiceover(self.said.counting()) as said:
            said.until(said.moments[0].text)
            self.play(
                *self.animate_making_room(), *self.animate_entrance("probabilities"), run_time=theme.BEAT
            )
            said.until(said.moments[1].text)
            self.play(*self.animate_entrance("losses"), run_time=theme.BEAT)

    def animate_making_room(self) -> list[Animation]:
        """Return the move of feature space to the left."""
        way = FEATURE_VIEW.centre[0] - ALONE[0]
        moving: list[Animation] = [
            UpdateFromAlphaFunc(
                self.space,
                lambda space, share: space.stand((ALONE[0] + share * way, ALONE[1])),
                rate_func=smooth,
            ),
            self.space.frame.animate.shift(way * RIGHT),
        ]
        for gauge in self.gauges.values():
            moving += [part.animate.shift(way * RIGHT) for part in (gauge.frame, gauge)]
        return moving

    def take_an_update(self) -> None:
        """The points of the first batch; accuracy, loss and the ruler come; the clock is wound."""
        self.next_section("One update")
        batch = first_batch(self.space)
        with self.voiceover(self.said.updating()) as said:
            self.focus("curves")
            said.until(said.moments[0].text)
            self.play(FadeIn(batch), run_time=theme.QUICK)
            said.until(said.moments[1].text)
            entering = [*self.animate_entrance("curves"), *self.animate_ruler()]
            self.play(FadeOut(batch), *entering, run_time=theme.BEAT)
        self.start_the_clock()


class TakenOverTraining(TrainingStage):
    """Base of the films that take over the feature space of the film before: the second of ``runs``."""

    said: TanhWords | ReluWords

    def ask(self) -> None:
        """The space handed over passes over to this run's, with all displays at epoch 0; the question."""
        self.next_section("Before training")
        before = self.said.before
        handed = space_of(before).show(float(before.run.epochs))
        self.add(handed.frame, handed)
        with self.voiceover(self.said.question()):
            self.play(FadeIn(self.heading()), run_time=theme.QUICK)
            space = self.space.show(0.0)
            self.bring_to_back(space.frame)
            entering = [FadeIn(space.frame), FadeIn(space)]
            for name in self.displays:
                entering += self.animate_entrance(name)
            for gauge in self.gauges_at_first():
                entering += self.animate_gauge(gauge)
            leaving = [FadeOut(handed), FadeOut(handed.frame)]
            self.play(*leaving, *entering, *self.animate_ruler(), run_time=theme.BEAT)
        self.start_the_clock()


class SigmoidTraining(BuiltUpTraining):
    """The sigmoid's run."""

    title = "The sigmoid learns"
    runs = ("sigmoid",)
    seconds = 17.5


class TanhTraining(TakenOverTraining):
    """Tanh's run: a rest at the walls, then a snap."""

    title = "Tanh snaps"
    runs = ("tanh", "sigmoid")
    seconds = 18.0

    def commentary(self) -> TanhWords:
        """Return what is measured and said of the run."""
        return TanhWords(self.trajectory(self.runs[0]), Commentary(self.trajectory(self.runs[1])))

    def setup(self) -> None:
        """Add the gradient to what is measured above feature space."""
        super().setup()
        gradient = Gauge("gradient", "gradient", self.space, gradient_of(self.run), 3, "")
        self.gauges = {"gradient": gradient, **self.gauges}

    def construct(self) -> None:
        """Play the film's beats in their order."""
        self.ask()
        for stretch in self.stretches:
            self.run_stretch(stretch)
        self.hand_over(self.space.frame, self.space)


class ReluTraining(TakenOverTraining):
    """ReLU's run: points pressed onto the axes, then lifted off."""

    title = "ReLU unfolds"
    runs = ("relu", "tanh")
    seconds = 18.0

    def commentary(self) -> ReluWords:
        """Return what is measured and said of the run."""
        return ReluWords(self.trajectory(self.runs[0]), Commentary(self.trajectory(self.runs[1])))

    def construct(self) -> None:
        """Play the film's beats in their order."""
        self.ask()
        for stretch in self.stretches:
            self.run_stretch(stretch)


class ActivationTraining(BuiltUpTraining):
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
        super().setup()
