"""What `lorweb bench --against python` runs in turn with this program. Optional; needs torch.

Arguments: float32 or bfloat16, side of the product, heads, side and text tokens of the shape of
FLUX width. In bfloat16 the bare transformer is bfloat16 throughout, and training runs under autocast
with frozen weights in bfloat16. Reads lines
"NAME THREADS RUNS" and answers each with the seconds of one run.
"""
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    print("this Python has no torch: pip install torch, or name another Python with --python")
    sys.exit(2)

from train_step import Double, Linear, Single, modulate, step_of


def product(side, dtype):
    a, b = torch.randn(side, side, dtype=dtype), torch.randn(side, side, dtype=dtype)
    return lambda: a @ b


def forward(doubles, singles, heads, head, pooled, guided, side, contexts, text):
    """The bare transformer from embedded tokens to velocities, without gradients."""
    d = heads * head
    blocks = [Double(d, heads, head, None) for _ in range(doubles)]
    tail = [Single(d, heads, head, None) for _ in range(singles)]
    mlps = [(Linear(i, d), Linear(d, d)) for i in ([256, 256, pooled] if guided else [256, pooled])]
    norm_out, proj_out = Linear(d, 2 * d), Linear(d, 64)
    images = (1 + contexts) * side * side
    image, states = torch.randn(1, images, d), torch.randn(1, text, d)
    pool, waves = torch.randn(1, pooled), torch.randn(1, 256)
    cos, sin = torch.randn(images + text, head), torch.randn(images + text, head)

    def run():
        with torch.no_grad():
            temb = 0
            for (a, b), x in zip(mlps, ([waves, waves, pool] if guided else [waves, pool])):
                temb = temb + b(F.silu(a(x)))
            act = F.silu(temb)
            i, t = image, states
            for block in blocks:
                t, i = block(t, i, act, cos, sin)
            h = torch.cat((t, i), 1)
            for block in tail:
                h = block(h, act, cos, sin)
            scale, shift = norm_out(act).unsqueeze(1).chunk(2, -1)
            return proj_out(modulate(h[:, text:], shift, scale))

    return run


def main():
    dtype = getattr(torch, sys.argv[1])
    peak, heads, side, text = (int(a) for a in sys.argv[2:6])

    def plain(*shape):
        torch.set_default_dtype(dtype)
        Linear.frozen = dtype
        try:
            return forward(*shape)
        finally:
            torch.set_default_dtype(torch.float32)

    def training(*shape):
        return step_of(*shape, frozen=dtype)[0]

    made = {
        "product": lambda: product(peak, dtype),
        "step": lambda: plain(3, 6, 6, 32, 128, False, 8, 3, 20),
        "block": lambda: plain(1, 1, heads, 128, 768, True, side, 1, text),
        "train": lambda: training(3, 6, 6, 32, 128, 128, False, 16, 3, 32, 384, 32, 8, 3, 20),
        "train-wide": lambda: training(
            1, 1, heads, 128, 4096, 768, True, 32, 4, 128, 2304, 1, side, 1, text),
    }
    print("ready", torch.__version__, flush=True)
    name, run = None, None
    for line in sys.stdin:
        wanted, threads, runs = line.split()
        torch.set_num_threads(int(threads))
        if wanted != name:
            run = None  # Frees the last one's weights first.
            name, run = wanted, made[wanted]()
        start = time.perf_counter()
        for _ in range(int(runs)):
            run()
        print((time.perf_counter() - start) / int(runs), flush=True)


if __name__ == "__main__":
    main()
