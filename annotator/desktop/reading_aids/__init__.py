"""How somebody reads best: font, size, line height, and what helps to keep the place."""
