"""The first and the last frame of a scene, as a film of 480 lines shows them."""

from __future__ import annotations

import numpy as np

from scenes.kit.stage.camera import StageCamera
from scenes.kit.stage.stage import LectureScene
from tests.scenes.watching import Watcher

WIDTH, HEIGHT = 854, 480


def luma(scene: LectureScene) -> np.ndarray:
    """Draw the stage as it stands; return its luma (BT.709), shape ``(480, 854)``, 0 to 255."""
    camera = StageCamera(
        pixel_width=WIDTH,
        pixel_height=HEIGHT,
        frame_width=scene.camera.frame_width,
        frame_height=scene.camera.frame_height,
        background_color=scene.camera.background_color,
    )
    camera.capture_mobjects(scene.mobjects)
    return np.asarray(camera.pixel_array[:, :, :3] @ [0.2126, 0.7152, 0.0722]).round().astype(np.uint8)


class FrameWatcher(Watcher):
    """Keeps the first frame; dark while nothing has been played."""

    def __init__(self) -> None:
        self.first = np.zeros((HEIGHT, WIDTH), np.uint8)
        self.begun = False

    def begins(self, scene: LectureScene, second: float) -> bool:
        """Draw the first play's first frame."""
        if not self.begun:
            self.begun = True
            self.first = luma(scene)
        return False
