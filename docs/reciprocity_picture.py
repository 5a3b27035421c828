"""Draw docs/reciprocity.svg: ``python docs/reciprocity_picture.py``, with matplotlib."""

from __future__ import annotations

from pathlib import Path

DAYS, WINDOW = 31, 3
A, B = (1, 10, 20), (3, 11)
INK, BLUE, ORANGE, PALE = "#2b2f38", "#1f66ad", "#b65400", "#d9dde3"


def score(shift: int) -> int:
    """Return the points when A's days are turned round by some days: 3, 2, 1 for an answer after 1, 2, 3 days."""
    total = 0
    for day in A:
        start = (day - 1 + shift) % DAYS + 1
        lags = [answer - start for answer in B if 0 < answer - start <= WINDOW]
        total += WINDOW + 1 - min(lags) if lags else 0
    return total


def draw(path: Path) -> None:
    """Write the picture: the month as it happened, and the score of all its shifts."""
    import matplotlib

    matplotlib.use("agg")
    matplotlib.rcParams.update({"svg.hashsalt": "graphkit", "svg.fonttype": "none", "font.size": 10})
    from matplotlib import pyplot as plt

    figure, (days, shifts) = plt.subplots(2, 1, figsize=(8, 4.4), height_ratios=(1, 1.3), layout="constrained")
    for day in A:
        days.axvspan(day + 0.5, min(day + WINDOW, DAYS) + 0.5, color=PALE, linewidth=0)
    days.scatter(A, [1] * len(A), marker="s", s=60, color=ORANGE)
    days.scatter(B, [0] * len(B), marker="o", s=60, color=BLUE)
    days.set(xlim=(0.3, DAYS + 0.7), ylim=(-0.7, 1.7), yticks=(0, 1), yticklabels=("B acts on A", "A acts on B"))
    days.set(xticks=(1, 5, 10, 15, 20, 25, 31), title="January as it happened; grey: the 3 days after an act of A")
    scores = [score(shift) for shift in range(DAYS)]
    shifts.bar(range(DAYS), scores, color=[INK, *["#9aa1ac"] * (DAYS - 1)], width=0.8)
    shifts.axhline(scores[0], color=INK, linewidth=0.8, linestyle=":")
    shifts.set(xlabel="A's days turned round by so many days", ylabel="score", xlim=(-0.7, DAYS - 0.3))
    reached = sum(one >= scores[0] for one in scores)
    said = f"{reached} reaches that of the true order (black), so p = {reached}/{DAYS}"
    shifts.set(title=f"Score of each of the {DAYS} shifts: {said}")
    for panel in (days, shifts):
        panel.spines[["top", "right"]].set_visible(False)
        panel.title.set_fontsize(10)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    draw(Path(__file__).with_name("reciprocity.svg"))
