"""The training steps of `lorweb bench train` in plain PyTorch, for a ratio on one machine.

Optional: nothing in the project needs it. Needs torch. Written from the model's description; the
adapter is the one-product form (all basis elements side by side), which is the fastest known here.
"""
import json
import math
import statistics
import sys
import time

import torch
import torch.nn.functional as F


class Linear:
    frozen = torch.float32  # The format of what does not learn.

    def __init__(self, i, o, adapter=None):
        self.w = (torch.randn(o, i) * 0.02).to(Linear.frozen)
        self.b = torch.zeros(o).to(Linear.frozen)
        self.index = None
        if adapter is not None:
            n, r = adapter["n"], adapter["r"]
            k = 1 / math.sqrt(i * r)
            self.down = ((torch.rand(n * r, i) * 2 - 1) * k).requires_grad_()
            self.up = torch.zeros(n * r, o).requires_grad_()
            adapter["params"] += [self.down, self.up]
            self.index = adapter["count"]
            adapter["count"] += 1
            self.adapter = adapter

    def __call__(self, x):
        y = F.linear(x, self.w, self.b)
        if self.index is None:
            return y
        e = self.adapter["e"][self.index]
        h = F.linear(x, self.down) * (e if x.dim() == 2 else e.unsqueeze(1))
        return y + h @ self.up


def modulate(x, shift, scale):
    return F.layer_norm(x, x.shape[-1:], eps=1e-6) * (1 + scale) + shift


def rope(x, cos, sin):
    a, b = x.unflatten(-1, (-1, 2)).unbind(-1)
    turned = torch.stack((-b, a), -1).flatten(-2)
    return x * cos.unsqueeze(1) + turned * sin.unsqueeze(1)


class Projections:
    def __init__(self, d, heads, head, ad):
        self.q, self.k, self.v = (Linear(d, d, ad) for _ in range(3))
        self.nq, self.nk = (torch.ones(head, dtype=Linear.frozen) for _ in range(2))
        self.heads = heads

    def __call__(self, x):
        q, k, v = (p(x).unflatten(-1, (self.heads, -1)) for p in (self.q, self.k, self.v))
        head = q.shape[-1:]
        return F.rms_norm(q, head, self.nq, 1e-6), F.rms_norm(k, head, self.nk, 1e-6), v


def attend(q, k, v):
    o = F.scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2))
    return o.transpose(1, 2).flatten(2)


class Double:
    def __init__(self, d, heads, head, ad):
        self.m, self.c = Linear(d, 6 * d, ad), Linear(d, 6 * d, ad)
        self.image, self.text = Projections(d, heads, head, ad), Projections(d, heads, head, ad)
        self.out, self.add = Linear(d, d, ad), Linear(d, d, ad)
        self.f1, self.f2 = Linear(d, 4 * d, ad), Linear(4 * d, d, ad)
        self.g1, self.g2 = Linear(d, 4 * d, ad), Linear(4 * d, d, ad)

    def __call__(self, text, image, act, cos, sin):
        m = self.m(act).unsqueeze(1).chunk(6, -1)
        c = self.c(act).unsqueeze(1).chunk(6, -1)
        iq, ik, iv = self.image(modulate(image, m[0], m[1]))
        tq, tk, tv = self.text(modulate(text, c[0], c[1]))
        q = rope(torch.cat((tq, iq), 1), cos, sin)
        k = rope(torch.cat((tk, ik), 1), cos, sin)
        o = attend(q, k, torch.cat((tv, iv), 1))
        t = text.shape[1]
        image = image + m[2] * self.out(o[:, t:])
        text = text + c[2] * self.add(o[:, :t])
        image = image + m[5] * self.f2(F.gelu(self.f1(modulate(image, m[3], m[4])), approximate="tanh"))
        text = text + c[5] * self.g2(F.gelu(self.g1(modulate(text, c[3], c[4])), approximate="tanh"))
        return text, image


class Single:
    def __init__(self, d, heads, head, ad):
        self.m = Linear(d, 3 * d, ad)
        self.mlp, self.out = Linear(d, 4 * d, ad), Linear(5 * d, d, ad)
        self.p = Projections(d, heads, head, ad)

    def __call__(self, x, act, cos, sin):
        m = self.m(act).unsqueeze(1).chunk(3, -1)
        n = modulate(x, m[0], m[1])
        q, k, v = self.p(n)
        o = attend(rope(q, cos, sin), rope(k, cos, sin), v)
        return x + m[2] * self.out(torch.cat((o, F.gelu(self.mlp(n), approximate="tanh")), -1))


def step_of(doubles, singles, heads, head, joint, pooled, guided, n, r, d_key, q_width, batch, side, contexts, text,
            frozen=torch.float32):
    Linear.frozen = frozen
    d = heads * head
    ad = {"n": n, "r": r, "params": [], "count": 0}
    blocks = [Double(d, heads, head, ad) for _ in range(doubles)]
    tail = [Single(d, heads, head, ad) for _ in range(singles)]
    l = ad["count"]
    keys = torch.randn(l, n, d_key).requires_grad_()
    proj = (torch.rand(l * d_key, q_width) / math.sqrt(q_width)).requires_grad_()
    params = ad["params"] + [keys, proj]
    opt = torch.optim.AdamW(params, lr=1e-3, betas=(0.9, 0.99), eps=1e-6, weight_decay=0.05, fused=True)
    x_in, c_in = Linear(64, d), Linear(joint, d)
    mlps = [(Linear(i, d), Linear(d, d)) for i in ([256, 256, pooled] if guided else [256, pooled])]
    norm_out, proj_out = Linear(d, 2 * d), Linear(d, 64)
    s = side * side
    noisy, target, ctx = (torch.randn(batch, k * s, 64) for k in (1, 1, contexts))
    states, pool, query = torch.randn(batch, text, joint), torch.randn(batch, pooled), torch.randn(batch, q_width)
    waves = torch.randn(batch, 256)
    tokens = (1 + contexts) * s + text
    cos, sin = torch.randn(tokens, head), torch.randn(tokens, head)

    def run():
        opt.zero_grad(set_to_none=False)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=frozen == torch.bfloat16):
            loss = forward()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        opt.step()
        return loss.item()

    def forward():
        q = F.linear(query, proj).view(batch, l, d_key)
        logits = torch.einsum("bld,lnd->lbn", q, keys) / math.sqrt(d_key)
        ad["e"] = logits.softmax(-1).repeat_interleave(r, -1).unbind(0)
        temb = 0
        for (a, b), x in zip(mlps, ([waves, waves, pool] if guided else [waves, pool])):
            temb = temb + b(F.silu(a(x)))
        act = F.silu(temb)
        image, txt = x_in(torch.cat((noisy, ctx), 1)), c_in(states)
        for block in blocks:
            txt, image = block(txt, image, act, cos, sin)
        h = torch.cat((txt, image), 1)
        for block in tail:
            h = block(h, act, cos, sin)
        scale, shift = norm_out(act).unsqueeze(1).chunk(2, -1)
        v = proj_out(modulate(h[:, text:], shift, scale))[:, :s]
        return (v - target).square().mean()

    return run, sum(p.numel() for p in params)


def measure(run, rounds):
    for _ in range(max(1, rounds // 4) if rounds else 0):
        run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) if times else None


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    wide = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    report = {"threads": torch.get_num_threads(), "torch": torch.__version__}
    for name, args, count in (
        ("tiny", (3, 6, 6, 32, 128, 128, False, 16, 3, 32, 384, 32, 8, 3, 20), rounds),
        ("flux_width", (1, 1, 24, 128, 4096, 768, True, 32, 4, 128, 2304, 1, 16, 1, 512), wide),
    ):
        run, parameters = step_of(*args)
        report[name] = {"parameters": parameters, "median_seconds": measure(run, count)}
    print(json.dumps(report, indent=2))
