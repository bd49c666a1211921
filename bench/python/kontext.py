"""A FLUX Kontext model without its text encoders, in plain PyTorch: VAE and adapted transformer.

Read from folders in diffusers layout, named tensor by tensor as the files name them. Written from
the model's description; it covers what the embedded model has: a VAE without attention and a
transformer without a guidance embedding.
"""
import json
import math

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from train_step import attend, modulate, rope


class Part:
    """Configuration and weights of one folder; weights are read as float32."""

    def __init__(self, folder):
        self.config = json.loads((folder / "config.json").read_text())
        weights = load_file(folder / "diffusion_pytorch_model.safetensors")
        self.weights = {name: tensor.float() for name, tensor in weights.items()}

    def of(self, name):
        return self.weights[name + ".weight"], self.weights[name + ".bias"]


class Vae(Part):
    def __init__(self, folder):
        super().__init__(folder)
        if self.config.get("mid_block_add_attention", True):
            raise SystemExit(f"{folder}: a VAE with attention in its middle is not covered")
        self.last = len(self.config["block_out_channels"]) - 1
        self.layers = self.config["layers_per_block"]
        self.shift, self.scale = self.config["shift_factor"], self.config["scaling_factor"]
        self.factor = 2**self.last

    def norm(self, name, x):
        return F.silu(F.group_norm(x, self.config["norm_num_groups"], *self.of(name), eps=1e-6))

    def conv(self, name, x, **how):
        return F.conv2d(x, *self.of(name), **how)

    def resnet(self, name, x):
        h = self.conv(name + ".conv1", self.norm(name + ".norm1", x), padding=1)
        h = self.conv(name + ".conv2", self.norm(name + ".norm2", h), padding=1)
        shortcut = name + ".conv_shortcut"
        return h + (self.conv(shortcut, x) if shortcut + ".weight" in self.weights else x)

    def resnets(self, name, count, x):
        for j in range(count):
            x = self.resnet(f"{name}.resnets.{j}", x)
        return x

    def encode(self, x):
        """Pictures [B, 3, H, W] in -1..1 to their most likely latents, scaled."""
        h = self.conv("encoder.conv_in", x, padding=1)
        for i in range(self.last + 1):
            block = f"encoder.down_blocks.{i}"
            h = self.resnets(block, self.layers, h)
            if i < self.last:
                h = self.conv(block + ".downsamplers.0.conv", F.pad(h, (0, 1, 0, 1)), stride=2)
        h = self.norm("encoder.conv_norm_out", self.resnets("encoder.mid_block", 2, h))
        mean = self.conv("encoder.conv_out", h, padding=1).chunk(2, 1)[0]
        return (mean - self.shift) * self.scale

    def decode(self, z):
        """Latents to pictures, about -1..1."""
        h = self.conv("decoder.conv_in", z / self.scale + self.shift, padding=1)
        h = self.resnets("decoder.mid_block", 2, h)
        for i in range(self.last + 1):
            block = f"decoder.up_blocks.{i}"
            h = self.resnets(block, self.layers + 1, h)
            if i < self.last:
                h = F.interpolate(h, scale_factor=2, mode="nearest")
                h = self.conv(block + ".upsamplers.0.conv", h, padding=1)
        return self.conv("decoder.conv_out", self.norm("decoder.conv_norm_out", h), padding=1)


class Transformer(Part):
    def __init__(self, folder):
        super().__init__(folder)
        if self.config["guidance_embeds"]:
            raise SystemExit(f"{folder}: a transformer with a guidance embedding is not covered")
        self.heads = self.config["num_attention_heads"]
        self.mixed = {}

    def linear(self, name, x):
        y = F.linear(x, *self.of(name))
        if name in self.mixed:
            down, up = self.mixed[name]
            y = y + F.linear(x, down) @ up
        return y

    def mlp(self, name, x):
        return self.linear(name + ".linear_2", F.silu(self.linear(name + ".linear_1", x)))

    def projections(self, x, names, norms):
        q, k, v = (self.linear(name, x).unflatten(-1, (self.heads, -1)) for name in names)
        q, k = (F.rms_norm(y, y.shape[-1:], self.weights[norm + ".weight"], 1e-6) for y, norm in zip((q, k), norms))
        return q, k, v

    def feed(self, name, x):
        return self.linear(name + ".net.2", F.gelu(self.linear(name + ".net.0.proj", x), approximate="tanh"))

    def double(self, at, text, image, act, turn):
        m = self.linear(at + ".norm1.linear", act).unsqueeze(1).chunk(6, -1)
        c = self.linear(at + ".norm1_context.linear", act).unsqueeze(1).chunk(6, -1)
        on = at + ".attn."
        iq, ik, iv = self.projections(
            modulate(image, m[0], m[1]), (on + "to_q", on + "to_k", on + "to_v"), (on + "norm_q", on + "norm_k"))
        tq, tk, tv = self.projections(
            modulate(text, c[0], c[1]), (on + "add_q_proj", on + "add_k_proj", on + "add_v_proj"),
            (on + "norm_added_q", on + "norm_added_k"))
        q, k = (rope(torch.cat(pair, 1), *turn) for pair in ((tq, iq), (tk, ik)))
        o, t = attend(q, k, torch.cat((tv, iv), 1)), text.shape[1]
        image = image + m[2] * self.linear(on + "to_out.0", o[:, t:])
        text = text + c[2] * self.linear(on + "to_add_out", o[:, :t])
        image = image + m[5] * self.feed(at + ".ff", modulate(image, m[3], m[4]))
        text = text + c[5] * self.feed(at + ".ff_context", modulate(text, c[3], c[4]))
        return text, image

    def single(self, at, x, act, turn):
        shift, scale, gate = self.linear(at + ".norm.linear", act).unsqueeze(1).chunk(3, -1)
        n, on = modulate(x, shift, scale), at + ".attn."
        q, k, v = self.projections(n, (on + "to_q", on + "to_k", on + "to_v"), (on + "norm_q", on + "norm_k"))
        o = attend(rope(q, *turn), rope(k, *turn), v)
        m = F.gelu(self.linear(at + ".proj_mlp", n), approximate="tanh")
        return x + gate * self.linear(at + ".proj_out", torch.cat((o, m), -1))

    def velocity(self, tokens, states, pooled, sigma, turn):
        """[B, S, C] tokens, noise first, to the velocity of each."""
        time = self.mlp("time_text_embed.timestep_embedder", waves(sigma))
        act = F.silu(time + self.mlp("time_text_embed.text_embedder", pooled))
        image, text = self.linear("x_embedder", tokens), self.linear("context_embedder", states)
        for i in range(self.config["num_layers"]):
            text, image = self.double(f"transformer_blocks.{i}", text, image, act, turn)
        h, t = torch.cat((text, image), 1), text.shape[1]
        for i in range(self.config["num_single_layers"]):
            h = self.single(f"single_transformer_blocks.{i}", h, act, turn)
        scale, shift = self.linear("norm_out.linear", act).unsqueeze(1).chunk(2, -1)
        return self.linear("proj_out", modulate(h[:, t:], shift, scale))

    def turns(self, texts, pictures, rows, columns):
        """cos and sin of every token's place: text at 0, then pictures 0, 1, ... row by row."""
        grid = torch.cartesian_prod(*(torch.arange(n, dtype=torch.float64) for n in (pictures, rows, columns)))
        places = torch.cat((torch.zeros(texts, 3, dtype=torch.float64), grid))
        angles = [
            places[:, axis, None] / 10000 ** (torch.arange(0, width, 2, dtype=torch.float64) / width)
            for axis, width in enumerate(self.config["axes_dims_rope"])]
        angles = torch.cat(angles, -1).repeat_interleave(2, -1)
        return angles.cos().float(), angles.sin().float()


def waves(sigma):
    """[cos | sin] of 1000 sigma at 128 frequencies, all in float32."""
    frequencies = torch.exp(-math.log(10000) * torch.arange(128, dtype=torch.float32) / 128)
    angles = torch.tensor([[sigma]]) * 1000 * frequencies
    return torch.cat((angles.cos(), angles.sin()), -1)


def pack(z):
    """Latents [B, C, 2 h, 2 w] to tokens [B, h w, 4 C]."""
    b, c, h, w = z.shape
    return z.view(b, c, h // 2, 2, w // 2, 2).permute(0, 2, 4, 1, 3, 5).reshape(b, h * w // 4, 4 * c)


def unpack(tokens, rows, columns):
    b, _, c = tokens.shape
    z = tokens.view(b, rows, columns, c // 4, 2, 2).permute(0, 3, 1, 4, 2, 5)
    return z.reshape(b, c // 4, 2 * rows, 2 * columns)
