"""Storyboard: tanh is a sigmoid stretched and centred, and squashes the plane around zero."""

from __future__ import annotations

from manim import UL, FadeIn, FadeOut, ValueTracker, color_gradient

from scenes.kit import theme
from scenes.kit.drawing.shapes import Polylines
from scenes.kit.words.activation_words import flat_said, number, spoken, step_said
from scenes.props.squash.activation_card import line_key
from scenes.squashing import ActivationSquash
from training.network.activations import activation_named
from training.network.squashing import slope_facts, stretched_sigmoid


class TanhSquash(ActivationSquash):
    """The hyperbolic tangent: a sigmoid stretched, so that its feature space is centred on zero."""

    title = "Tanh: squash around zero"
    runs = ("tanh",)
    identity = '$= 2 "sigmoid"(2 z) - 1$'

    def draw_the_curve(self) -> None:
        """The sigmoid stretches until it is tanh: tanh z = 2 sigmoid(2z) - 1."""
        self.next_section("The tanh curve")
        card, plot, share = self.card, self.card.plot, ValueTracker(0)
        hues = color_gradient([theme.RUN_COLOURS["sigmoid"], card.colour], 101)
        key = line_key(theme.RUN_COLOURS["sigmoid"], '"sigmoid"(z)', []).move_to(card.f_key, aligned_edge=UL)
        stroke, name = key[0]

        def stretch(graph: Polylines) -> None:
            done = share.get_value()
            plot.show_graph(lambda z: stretched_sigmoid(z, done))
            for shape in (graph, stroke):
                shape.set_stroke(hues[round(100 * done)])

        plot.graph.add_updater(stretch)
        self.add(plot.frame, plot.zeros, plot.graph.update(), key)
        with self.voiceover(self.stretched_sentence()) as said:
            grow = share.animate(run_time=said.at_least(theme.MOVE, until="[tanh]")).set_value(1)
            self.play(grow, FadeOut(name, run_time=theme.BEAT))
            plot.graph.clear_updaters()
            self.play(FadeIn(plot.show_graph(plot.f).limits, card.f_key), run_time=theme.QUICK)
            self.remove(stroke)

    def stretched_sentence(self) -> str:
        """Return what is said while the sigmoid stretches."""
        low, high = (spoken(limit) for limit in self.activation.limits)
        return f"Stretch a sigmoid and centre it: [tanh], between {low} and {high}."

    def slope_sentence(self) -> str:
        """Return what is said of the slope: its peak as a multiple of the sigmoid's, and where it is flat."""
        ratio = self.slope.peak / slope_facts(activation_named("sigmoid")).peak
        return (
            f"Its peak slope of {spoken(self.slope.peak)} is {number(ratio)} times the sigmoid's. "
            f"{flat_said(self.slope)}"
        )

    def squash_a_number_line(self) -> None:
        """The sigmoid has shown how; here only what is left of the steepest step."""
        self.next_section("A number line, squashed")
        card = self.card
        card.strips.set_opacity(0)
        kept = step_said(card.steps[0], card.kept_steps[0])
        with self.voiceover(f"Send evenly spaced numbers through tanh. {kept}") as said:
            self.send_across(said)
            said.until(2)
            self.shade_a_step(0)

    def squash_the_plane(self) -> None:
        """Both coordinates together: the sigmoid has shown them apart."""
        self.next_section("The plane, squashed")
        with self.voiceover("This time, squash both coordinates at once."):
            self.cross_over()
        with self.voiceover("Zero lands in the middle of this feature space.") as said:
            self.squash(said, *self.after.shares)
            self.name_the_axes()
