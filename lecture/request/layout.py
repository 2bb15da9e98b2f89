"""Where production keeps its files under media/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecture.request.picture import Picture
from lecture.request.shots import Shot

#: Name of the folder under media/ of sentences spoken here.
VOICE = "voice"


@dataclass(frozen=True)
class Layout:
    """The folders of one picture format.

    Attributes
    ----------
    root : Path
        Project root.
    picture : Picture
        Its format.
    name : str
        Name of the lecture's folder under media/; two lectures never share one.
    """

    root: Path
    picture: Picture
    name: str = "lecture"

    @property
    def folder(self) -> Path:
        """Folder of the joined lecture."""
        return self.root / "media" / self.name / self.picture.folder

    @property
    def scenes(self) -> Path:
        """Folder of the published scenes."""
        return self.folder / "scenes"

    @property
    def logs(self) -> Path:
        """Folder of the last log of each scene."""
        return self.folder / "logs"

    @property
    def work(self) -> Path:
        """Folder of everything temporary, on the published files' filesystem."""
        return self.folder / ".work"

    def film(self, slug: str) -> Path:
        """Return the published film of a scene."""
        return self.scenes / f"{slug}.{self.picture.container}"

    def receipt(self, slug: str) -> Path:
        """Return the receipt of a published scene."""
        return self.scenes / f"{slug}.{self.picture.container}.json"

    def log(self, slug: str) -> Path:
        """Return the log of a scene's last render."""
        return self.logs / f"{slug}.log"

    def lock(self, slug: str) -> Path:
        """Return the lock that whoever renders this scene holds."""
        return self.work / "locks" / f"{slug}.{self.picture.container}.lock"

    @property
    def voice(self) -> Path:
        """Folder of what was spoken here, shared by all picture formats and lectures."""
        return self.root / "media" / VOICE

    @property
    def narration(self) -> Path:
        """Folder of what scenes say, gathered by playing them."""
        return self.voice / "narration"

    @property
    def storyboard(self) -> Path:
        """Folder of the lecture's contact sheets, in whatever format its films are."""
        return self.folder.parent / "storyboard"

    @property
    def lecture(self) -> Path:
        """The joined film."""
        return self.folder / f"lecture.{self.picture.container}"

    @property
    def lecture_receipt(self) -> Path:
        """Receipt of the joined film."""
        return self.folder / f"lecture.{self.picture.container}.json"

    def scene_path(self, shot: Shot) -> Path:
        """Return the source file of a shot."""
        return self.root / shot.file
