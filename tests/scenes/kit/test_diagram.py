"""The network diagram: a hidden unit is drawn as its sum, then as what the activation makes of it."""

import pytest

from scenes.kit.diagram.diagram import NetworkDiagram


@pytest.fixture
def diagram():
    return NetworkDiagram(radius=0.4)


def test_a_hidden_unit_has_two_halves_side_by_side_the_sum_on_the_left(diagram):
    for unit, half, bent in zip(diagram.hidden, diagram.sums, diagram.bends, strict=True):
        assert list(unit) == [half, bent]
        assert half[0].get_right()[0] == pytest.approx(bent[0].get_left()[0])
        assert half[0].width == pytest.approx(bent[0].width)
        assert unit.height == pytest.approx(0.8)
        for shape, label in (half, bent):
            assert label.width < shape.width
            assert abs(label.get_center()[0] - shape.get_center()[0]) < 0.06


def test_edges_run_from_rim_to_rim(diagram):
    for i, node in enumerate(diagram.inputs):
        for k, unit in enumerate(diagram.hidden):
            edge = diagram.hidden_edges[i][k]
            assert edge.get_start()[0] > node.get_center()[0]
            assert unit.get_left()[0] - 1e-6 <= edge.get_end()[0] < diagram.sums[k].get_center()[0]
    for unit, edge in zip(diagram.hidden, diagram.output_edges, strict=True):
        assert unit.get_center()[0] < edge.get_start()[0] <= unit.get_right()[0] + 1e-6
        assert edge.get_end()[0] < diagram.output.get_center()[0]


def test_without_the_bends_the_output_edges_begin_at_the_sums(diagram):
    ends = [edge.get_end() for edge in diagram.output_edges]
    for animation in diagram.animate_unbent():
        built = animation.build() if hasattr(animation, "build") else animation
        built.begin()
        built.interpolate(1.0)
        built.finish()
    for half, edge, end in zip(diagram.sums, diagram.output_edges, ends, strict=True):
        assert edge.get_start() == pytest.approx(half[0].get_right())
        assert edge.get_end() == pytest.approx(end)
