"""Film time: monotone, at rest at every stop, slow where the plane moves."""

from __future__ import annotations

import numpy as np
import pytest
from manim import ValueTracker, VGroup
from manim.animation.animation import prepare_animation

from scenes.kit.drawing.easing import strides
from scenes.kit.stage.clock import FilmClock
from scenes.kit.stage.playback import AT_REST, MOST, STRETCH, Playback, slowness, time_to_follow

EPOCHS = 150
RUNS = ("sigmoid", "tanh", "relu")


def bumpy() -> np.ndarray:
    """A run that moves around epoch 60 only."""
    return np.exp(-0.5 * ((np.arange(EPOCHS + 1) - 60) / 8) ** 2)


def playback(stops: tuple[float, ...] = (30, 66, 100), shortest: float = 3.0) -> Playback:
    return Playback(slowness(bumpy()), stops, 20.0, shortest)


def frames(leg: object, rate: int = 60) -> np.ndarray:
    shares = np.arange(int(leg.seconds * rate) + 1) / (leg.seconds * rate)  # type: ignore[attr-defined]
    return np.array([leg.epoch_at(share) for share in shares])  # type: ignore[attr-defined]


@pytest.mark.parametrize("epochs", [1, 2, 9, 150])
def test_slowness_is_a_gaussian_average_of_motion_over_its_mean(epochs: int) -> None:
    """Summed by hand: thirteen weights, an end repeated beyond itself."""
    motion_of = np.random.default_rng(epochs).uniform(0, 1, epochs + 1)
    reach = np.arange(-6, 7)
    weights = np.exp(-(reach**2) / 8) / np.exp(-(reach**2) / 8).sum()
    averaged = [motion_of[np.clip(epoch + reach, 0, epochs)] @ weights for epoch in range(epochs + 1)]
    expected = AT_REST + np.minimum(averaged / np.mean(averaged), MOST)
    assert slowness(motion_of) == pytest.approx(expected, abs=1e-12)
    assert epochs == 1 or slowness(motion_of, 1.0) != pytest.approx(expected, abs=1e-3)


def test_legs_join_the_stops_and_cover_the_run() -> None:
    marks = [(leg.start, leg.end) for leg in playback().legs]
    assert marks == [(0, 30), (30, 66), (66, 100), (100, 150)]
    for leg in playback().legs:
        assert (leg.epoch_at(0), leg.epoch_at(1)) == (leg.start, leg.end)
        assert (leg.rate(0), leg.rate(1)) == (0, 1)


def test_the_epoch_only_ever_rises() -> None:
    for leg in playback().legs:
        assert (np.diff(frames(leg)) > 0).all()


def test_time_stands_still_at_every_stop() -> None:
    played = playback()
    for leg in played.legs:
        step = np.diff(frames(leg))
        assert max(step[0], step[-1]) < 0.05 * step.max()


def speed(played: Playback, epoch: float) -> float:
    """Epochs a second of film as an epoch passes, from two neighbours of it."""
    leg = next(leg for leg in played.legs if leg.start < epoch < leg.end)
    before, after = np.interp([epoch - 0.05, epoch + 0.05], leg.epochs, np.linspace(0, 1, len(leg.epochs)))
    return float(0.1 / (after - before) / leg.seconds)


def test_events_pass_slower_than_plateaus() -> None:
    played = playback(())
    assert speed(played, 120) > 4 * speed(played, 60)
    steady = Playback(slowness(np.ones(EPOCHS + 1)), (), 20.0)
    assert speed(steady, 120) == pytest.approx(speed(steady, 60), rel=1e-3)


@pytest.mark.parametrize("motionless", [True, False])
def test_slowness_stays_between_its_bounds(motionless: bool) -> None:
    cost = slowness(np.zeros(11) if motionless else np.eye(1, 400, 200)[0])
    assert cost.min() >= AT_REST
    assert cost.max() <= AT_REST + MOST


def test_legs_last_as_long_as_asked() -> None:
    assert playback(shortest=0.0).seconds == pytest.approx(20.0)
    assert min(leg.seconds for leg in playback(shortest=6.0).legs) == 6.0
    asked = Playback(slowness(bumpy()), (30.0,), 20.0, (11.0, 12.0))
    assert [leg.seconds for leg in asked.legs] == pytest.approx([11.0, max(12.0, asked.legs[1].seconds)])


def test_marks_are_the_epochs_after_each_second_of_running_film() -> None:
    played = playback()
    film = np.concatenate([frames(leg, 1000)[:-1] for leg in played.legs])
    marks = played.each_second()
    assert len(marks) == int(played.seconds)
    np.testing.assert_allclose(marks[:-1], film[1000 : 1000 * len(marks) : 1000], atol=0.1)


@pytest.mark.parametrize("stops", [(66.0, 30.0), (0.0,), (150.0,), (30.0, 30.0)])
def test_stops_outside_the_run_or_out_of_order_are_refused(stops: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="must ascend between 0 and 150"):
        playback(stops)


def test_an_epoch_without_cost_is_refused() -> None:
    with pytest.raises(ValueError, match="positive cost"):
        Playback(np.zeros(11), (), 20.0)


def test_strides_rest_at_every_whole_step_and_never_turn_back() -> None:
    rate = strides(7, moving=0.6)
    times = np.linspace(0, 1, 701)
    done = np.array([rate(float(time)) for time in times])
    assert done[0] == 0
    assert done[-1] == pytest.approx(1)
    assert (np.diff(done) >= -1e-12).all()
    for step in range(7):
        resting = (times > (step + 0.61) / 7) & (times < (step + 0.99) / 7)
        assert resting.any()
        np.testing.assert_allclose(done[resting], (step + 1) / 7, atol=1e-12)
        assert rate((step + 0.3) / 7) == pytest.approx((step + 0.5) / 7)


def test_a_boundary_that_flips_all_the_time_stretches_the_run_to_a_bound() -> None:
    flips = time_to_follow(np.linspace(0, EPOCHS, EPOCHS * 40 + 1))  # the whole plane, every epoch
    cost = slowness(np.ones(EPOCHS + 1))
    assert Playback(cost, (), 20.0, least=flips).seconds == pytest.approx(20 * STRETCH, rel=1e-3)
    # The control: unbounded, as much film as it takes to follow them all.
    assert np.trapezoid(np.maximum(flips, 20 / EPOCHS), dx=1 / 40) > 120
    gentle = time_to_follow(np.linspace(0, 1, EPOCHS * 40 + 1))
    assert Playback(cost, (), 20.0, least=gentle).seconds == pytest.approx(20)
    # Within the bound a boundary gets all the time it needs: whole plane in 5 of 150 epochs.
    crossed = np.clip((np.arange(EPOCHS * 40 + 1) / 40 - 70) / 5, 0, 1)
    slowed = Playback(cost, (), 20.0, least=time_to_follow(crossed))
    assert 20.0 < slowed.seconds < 20.0 * STRETCH
    # 1.2 planes a second at 5 epochs a plane; the ramps at both ends are made up for by 4 percent.
    assert speed(slowed, 72) == pytest.approx(6.0, rel=0.05)


def test_the_clock_plays_every_leg_once_and_its_ruler_tells_the_epoch() -> None:
    clock = FilmClock(ValueTracker(0.0), playback(), (30.0, 100.0))
    panel = VGroup()
    shown: list[float] = []
    panel.show = shown.append
    clock.drive(panel)
    clock.start()
    for stop in (30, 66, 100, 150):
        assert clock.legs[0].end == stop
        seconds = clock.legs[0].seconds
        moving = prepare_animation(clock.animate_leg())
        assert moving.run_time == seconds
        moving.begin()
        moving.interpolate(0.5)
        assert stop - 50 < clock.now < stop
        clock.ruler.live.update(0)
        assert clock.ruler.counter.value == int(clock.now)
        moving.interpolate(1.0)
        clock.ruler.live.update(0)
        panel.update(0)
        assert (clock.now, shown[-1]) == (stop, stop)
        assert clock.ruler.counter.text.strip() == str(stop)
    assert not clock.legs
    assert clock.ruler.reached == 2
