"""The pages that every joined lecture gets."""

from __future__ import annotations

from typing import Final

from lecture.delivery.companion_page import COMPANION
from lecture.delivery.page import PAGE
from lecture.delivery.product import Product
from lecture.delivery.slides import SLIDES

#: In the order in which they are made and named.
PAGES: Final[tuple[Product, ...]] = (PAGE, SLIDES, COMPANION)
