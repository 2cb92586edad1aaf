#!/usr/bin/env python3
"""Writes the requests of the generated samples.

    samples/generate.py           all of them
    samples/generate.py studio    samples/studio/workflow_requests.yaml

Same script, same bytes: every sample has a seed of its own, and of Python's generator only
random() is used, whose sequence is the same in every version of Python 3.
"""

import datetime
import random
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent


class Workflow:
    """What the requests for one workflow of a system_config.yaml look like."""

    def __init__(self, weight, field, texts, times):
        self.weight = weight  # how often it is asked for
        self.field = field  # the key of input_data
        self.texts = texts
        self.times = times  # node: (shortest, longest) execution time in seconds


class Request:
    """One request of a file."""

    def __init__(self, id, second, workflow, input, times):
        self.id = id
        self.second = second  # of its arrival
        self.workflow = workflow
        self.input = input
        self.times = times  # node: execution time in seconds


def weights(workflows):
    return {name: workflow.weight for name, workflow in workflows.items()}


class Draw:
    """Seeded draws."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def between(self, low, high):
        # The square leans to the short side: most calls are quick, some are not.
        return low + (high - low) * self.random() ** 2

    def evenly(self, low, high):
        return low + (high - low) * self.random()

    def among(self, items):
        return items[int(self.random() * len(items))]

    def weighted(self, weights):
        """A key, as often as its weight says."""
        left = self.random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                break
        return key


# --- The samples: workflows, and a list of (second of arrival, workflow) --------------------------


def tour(draw):
    """40 requests in four minutes: busy, quiet, busier."""
    workflows = {
        "chat": Workflow(14, "question", QUESTIONS, {
            "recall": (0.3, 0.8), "answer": (3, 9), "suggest": (1.2, 3)}),
        "rag": Workflow(11, "question", RESEARCH, {
            "plan": (6, 13), "embed": (0.3, 0.9), "keywords": (1, 2.5), "rerank": (0.8, 2),
            "answer": (4, 9)}),
        "image": Workflow(8, "idea", PICTURES, {
            "describe": (1.5, 4), "sketch_a": (5, 9), "sketch_b": (5, 9), "choose": (2, 4),
            "render": (9, 16)}),
        "meeting": Workflow(7, "recording", MEETINGS, {
            "transcribe": (12, 30), "summary": (7, 14), "actions": (3, 6), "index": (0.5, 1.5),
            "minutes": (4, 8)}),
    }
    # Each workflow exactly as often as its weight says. The first request takes two GPUs.
    left = weights(workflows)
    arrivals, second, name = [], 0.0, "rag"
    while True:
        left[name] -= 1
        arrivals.append((second, name))
        if not any(left.values()):
            return workflows, arrivals
        name = draw.weighted(left)
        quiet = 80 < second < 140
        second += draw.evenly(8, 16) if quiet else draw.evenly(1, 9)


def fragmentation(draw):
    """A small request every 1.3 s or so for two minutes; three large ones among them."""
    workflows = {
        "chat": Workflow(1, "question", QUESTIONS, {"answer": (3, 6.5)}),
        "report": Workflow(0, "subject", RESEARCH, {"write": (12, 12)}),
    }
    arrivals, second = [(10, "report"), (50, "report"), (90, "report")], 0.0
    while second < 120:
        arrivals.append((second, "chat"))
        second += draw.evenly(0.8, 1.8)
    return workflows, arrivals


def burst(draw):
    """A request every 5 s or so for three minutes; 40 within 4 s after the first minute."""
    workflows = {
        "chat": Workflow(6, "question", QUESTIONS, {"answer": (2, 6)}),
        "translate": Workflow(3, "text", MEETINGS, {"translate": (1.5, 4), "proofread": (1, 2.5)}),
        "voice": Workflow(2, "recording", MEETINGS, {"listen": (2, 5), "reply": (2, 5)}),
    }
    seconds, second = [], 0.0
    while second < 180:
        seconds.append(second)
        second += draw.evenly(3, 7)
    seconds += [60 + 0.1 * number for number in range(40)]
    return workflows, [(second, draw.weighted(weights(workflows))) for second in seconds]


def studio(draw):
    """1,000 requests in an hour and a half."""
    workflows = {
        "assistant": Workflow(5, "question", QUESTIONS, {
            "moderate": (0.3, 0.9), "recall": (0.2, 0.6), "plan": (1.5, 4), "draft": (3, 9),
            "answer": (4, 12)}),
        "campaign": Workflow(3, "idea", PICTURES, {
            "brief": (2, 5), "copy": (4, 10), "sketch_a": (3, 7), "sketch_b": (3, 7),
            "review": (2, 5), "render": (8, 16), "publish": (1, 3)}),
        "podcast": Workflow(2, "recording", MEETINGS, {
            "transcribe": (8, 25), "chapters": (2, 6), "index": (0.4, 1.2), "summary": (5, 12),
            "script": (3, 8), "voice_over": (5, 14)}),
    }
    arrivals, second = [], 0.0
    for _ in range(1000):
        arrivals.append((second, draw.weighted(weights(workflows))))
        second += draw.evenly(0.4, 10.4)
    return workflows, arrivals


SEEDS = {tour: 7, fragmentation: 4, burst: 11, studio: 2024}

# --- What the requests are about ------------------------------------------------------------------

QUESTIONS = [
    "Why is the sky dark at night?", "Plan three days in Lisbon", "Explain recursion to a child",
    "What goes well with lentils?", "Write a toast for a wedding", "How do tides work?",
    "Make this e-mail more polite", "What is a monad, really?", "Name my rescue greyhound",
    "How long do I boil an egg at 2,000 m?", "Summarise the rules of Go",
    "Which tree has leaves like hands?",
]
RESEARCH = [
    "Side effects of long spaceflight", "Our refund policy for annual plans",
    "Heat pumps in old houses", "History of the metre", "Battery recycling in Europe",
    "Who signed the lease of the second floor?", "Which bridges use cable stays?",
    "Sleep and memory in teenagers", "Notice periods in our contracts",
]
PICTURES = [
    "A lighthouse in a snow storm", "A fox reading a newspaper", "Blueprint of a paper boat",
    "A library under water", "Poster for a jazz night", "A tram in the desert",
    "Logo for a bakery on a hill", "An astronaut watering plants",
]
MEETINGS = [
    "Weekly stand-up", "Quarterly review", "Interview with a beekeeper", "Town council, part 2",
    "Incident review, Tuesday", "Book club", "Call with the landlord", "Design critique",
]

# --- Room between the calls of the tour, so that it can be run live -------------------------------

# What samples/tour/system_config.yaml says, as far as it matters here.
MODELS = {  # GB, GPUs, seconds to load
    "bge-embed": (1.3, 1, 0.8), "llama-3-8b": (16.1, 1, 3.0), "llava-7b": (14.1, 1, 2.8),
    "sdxl": (7.0, 1, 2.0), "whisper-large": (3.1, 1, 1.5), "mixtral-8x7b": (93.4, 2, 8.0),
}
NODES = {  # node: model, what must be completed before
    "chat": {
        "recall": ("bge-embed", []), "answer": ("llama-3-8b", ["recall"]),
        "suggest": ("llama-3-8b", ["answer"])},
    "rag": {
        "plan": ("mixtral-8x7b", []), "embed": ("bge-embed", ["plan"]),
        "keywords": ("llama-3-8b", ["plan"]), "rerank": ("bge-embed", ["embed", "keywords"]),
        "answer": ("llama-3-8b", ["rerank"])},
    "image": {
        "describe": ("llama-3-8b", []), "sketch_a": ("sdxl", ["describe"]),
        "sketch_b": ("sdxl", ["describe"]), "choose": ("llava-7b", ["sketch_a", "sketch_b"]),
        "render": ("sdxl", ["choose"])},
    "meeting": {
        "transcribe": ("whisper-large", []), "summary": ("mixtral-8x7b", ["transcribe"]),
        "actions": ("llama-3-8b", ["transcribe"]), "index": ("bge-embed", ["transcribe"]),
        "minutes": ("llama-3-8b", ["summary", "actions"])},
}


class Machine:
    """GPUs under the baseline scheduler, in the fewest words: see docs/rules.md."""

    def __init__(self, gpus):
        self.residents = [None] * gpus
        self.ends = [0.0] * gpus  # of the last call on each GPU

    def places(self, model, now):
        """The GPUs that the model gets now; none if there are not enough."""
        count = MODELS[model][1]
        free = [gpu for gpu, end in enumerate(self.ends) if end <= now]
        if count > 1:
            windows = [range(gpu, gpu + count) for gpu in free]
            return next((window for window in windows if set(window) <= set(free)), [])
        warm = [gpu for gpu in free if self.residents[gpu] == model]
        return (warm or sorted(free, key=lambda gpu: self.ends[gpu]))[:1]

    def switch(self, gpus, model):
        """Makes the model resident; how many seconds that takes."""
        memory, _, load = MODELS[model]
        evicted = [self.residents[gpu] for gpu in gpus]
        for gpu in gpus:
            self.residents[gpu] = model
        return max(
            load if old is None else 0 if old == model else (MODELS[old][0] + memory) / 25 + 0.5
            for old in evicted)


def space(requests, gpus=4, gap=0.45):
    """Changes execution times a little, so that calls end at least `gap` seconds apart.

    They do if all requests arrive at once and there are so many GPUs.
    """
    machine, now, ends, running = Machine(gpus), 0.0, [0.0], []
    completed = {request: set() for request in requests}
    queue = [
        (request, node) for request in requests
        for node, (_, before) in NODES[request.workflow].items() if not before]
    while queue or running:
        for request, node in list(queue):
            model = NODES[request.workflow][node][0]
            places = machine.places(model, now)
            if not places:
                continue
            queue.remove((request, node))
            start = now + machine.switch(places, model)
            request.times[node] = nudged(request.times[node], start, ends, gap)
            end = start + request.times[node]
            for gpu in places:
                machine.ends[gpu] = end
            ends.append(end)
            running.append((end, request, node))
        running.sort(key=lambda call: call[0])
        now, request, node = running.pop(0)
        completed[request].add(node)
        queue += [
            (request, name) for name, (_, before) in NODES[request.workflow].items()
            if node in before and completed[request].issuperset(before)]


def nudged(seconds, start, ends, gap):
    """The nearest time to `seconds` with which a call ends far enough from all others."""
    for step in range(1000):
        for time in (round(seconds + 0.1 * step, 1), round(seconds - 0.1 * step, 1)):
            if time >= 0.3 and all(abs(start + time - end) >= gap for end in ends):
                return time


# --- Writing --------------------------------------------------------------------------------------

START = datetime.datetime(2024, 6, 3, 9, 0, 0)


def drawn(sample):
    """The requests of a sample: for each its id, second of arrival, workflow, text and times."""
    draw = Draw(SEEDS[sample])
    workflows, arrivals = sample(draw)
    counts = dict.fromkeys(workflows, 0)
    digits = len(str(len(arrivals)))
    requests = []
    for second, name in sorted(arrivals):
        counts[name] += 1
        times = {
            node: round(draw.between(*limits), 1)
            for node, limits in workflows[name].times.items()}
        requests.append(Request(
            f"{name}_{counts[name]:0{digits}}", second, name,
            f'{workflows[name].field}: "{draw.among(workflows[name].texts)}"', times))
    return requests


def text(sample):
    """The requests file of a sample."""
    requests = drawn(sample)
    if sample is tour:
        space(requests)
    lines = [
        f"# {sample.__doc__}",
        f"# Written by samples/generate.py {sample.__name__} (seed {SEEDS[sample]}).",
        "requests:",
    ]
    for request in requests:
        time = START + datetime.timedelta(milliseconds=round(request.second * 10) * 100)
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S") + f".{time.microsecond // 100000}"
        times = ", ".join(f"{node}: {seconds:.1f}" for node, seconds in request.times.items())
        lines += [
            f"  - request_id: {request.id}",
            f'    timestamp: "{stamp}"',
            f"    workflow_id: {request.workflow}",
            f"    input_data: {{{request.input}}}",
            f"    node_execution_times: {{{times}}}",
        ]
    return "\n".join(lines) + "\n"


def main():
    samples = {sample.__name__: sample for sample in SEEDS}
    names = sys.argv[1:] or list(samples)
    unknown = [name for name in names if name not in samples]
    if unknown:
        sys.exit(f"not a generated sample: {', '.join(unknown)}; these are: {', '.join(samples)}")
    for name in names:
        path = SAMPLES / name / "workflow_requests.yaml"
        path.write_text(text(samples[name]), encoding="utf-8", newline="\n")
        print(path.relative_to(SAMPLES.parent))


if __name__ == "__main__":
    main()
