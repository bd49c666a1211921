"""One `lorweb apply` from a cold start in PyTorch and transformers, for a ratio on one machine.

Optional: nothing in the project needs it. Needs torch, transformers, safetensors, pillow and numpy.
Reads a model folder in diffusers layout with an adapter, a picture pair a, a' and a picture b, and
writes b' as a square PNG of the model's cell. `--check` answers "ready" with torch's version.
"""
import argparse
import json
import sys
from pathlib import Path

try:
    import numpy
    import torch
    from PIL import Image, ImageOps
    from safetensors import safe_open
    from safetensors.torch import load_file
    from transformers import CLIPTextModel, CLIPTokenizer, CLIPVisionModelWithProjection
    from transformers import PreTrainedTokenizerFast, T5EncoderModel
    from transformers.utils import logging
except ImportError as e:
    print(f"this Python has no {e.name or 'transformers'}: pip install torch transformers safetensors pillow numpy,"
          " or name another Python with --python")
    sys.exit(2)

logging.disable_progress_bar()  # Weights are read in an instant.

from kontext import Transformer, Vae, pack, unpack

# Narrower models get one thread, as in lorweb: beside other work several wait for each other, spinning.
NARROW = 512


def numbers(picture):
    """[1, 3, H, W] in 0..1."""
    return torch.from_numpy(numpy.array(picture)).permute(2, 0, 1).unsqueeze(0).float() / 255


def preprocessed(picture, config):
    """What the image encoder sees: the shorter side resized, the centre cut out, normalised."""
    short, side = config["size"]["shortest_edge"], config["crop_size"]["height"]
    least = min(picture.size)
    size = [short * length // least for length in picture.size]
    left, top = ((length - side) // 2 for length in size)
    picture = picture.resize(size, config["resample"]).crop((left, top, left + side, top + side))
    mean, deviation = (torch.tensor(config[key]).view(3, 1, 1) for key in ("image_mean", "image_std"))
    return (numbers(picture) - mean) / deviation


def query(folder, pictures):
    """The embeddings of a, a' and b side by side, [3 F]."""
    config = json.loads((folder / "preprocessor_config.json").read_text())
    encoder = CLIPVisionModelWithProjection.from_pretrained(folder, dtype=torch.float32)
    pixels = torch.cat([preprocessed(picture, config) for picture in pictures])
    return encoder(pixel_values=pixels).image_embeds.flatten()


def adapter_of(file):
    """Its settings, and its tensors named by the transformer's Linears."""
    with safe_open(file, "pt") as adapter:
        config = json.loads(adapter.metadata()["lorweb"])
        names = [name for name in adapter.keys() if name.startswith("transformer.")]
        tensors = {name.removeprefix("transformer."): adapter.get_tensor(name).float() for name in names}
    if config["query_mode"] != "cat-aa'b" or config["heads"] != 1:
        raise SystemExit(f"{file}: only query_mode cat-aa'b with one head is covered")
    return config, tensors


def mixture(config, tensors, query):
    """The adapter folded for a query: for each Linear one matrix down and one up."""
    activation = torch.tanh if config["activation"] == "tanh" else lambda logits: logits.softmax(-1)
    mixed = {}
    for key in [name for name in tensors if name.endswith(".lora_keys")]:
        path, keys = key.removesuffix(".lora_keys"), tensors[key]
        projected = tensors[path + ".att_lora_to_q.weight"] @ query
        coefficients = activation(keys @ projected / keys.shape[1] ** 0.5)
        down = tensors[path + ".lora_A"].transpose(1, 2).flatten(0, 1)
        up = (tensors[path + ".lora_B"] * coefficients.view(-1, 1, 1)).flatten(0, 1)
        mixed[path] = (down, up)
    return mixed


def prompted(folder, prompt, length):
    """T5's states [1, length, D] and CLIP's pooled vector [1, D]."""
    clip = CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=torch.float32)
    t5 = T5EncoderModel.from_pretrained(folder / "text_encoder_2", dtype=torch.float32)
    fixed = dict(padding="max_length", truncation=True, return_tensors="pt")
    words = CLIPTokenizer.from_pretrained(folder / "tokenizer")
    pieces = PreTrainedTokenizerFast.from_pretrained(folder / "tokenizer_2")
    ids = words(prompt, max_length=clip.config.max_position_embeddings, **fixed).input_ids
    pooled = clip(ids).pooler_output
    return t5(pieces(prompt, max_length=length, **fixed).input_ids).last_hidden_state, pooled


def sigmas(folder, steps, tokens):
    """Noise levels from 1 to 0, steps + 1 of them."""
    config = json.loads((folder / "scheduler_config.json").read_text())
    even = torch.linspace(1, 1 / steps, steps, dtype=torch.float64)
    if config["use_dynamic_shifting"]:
        low, high = config["base_image_seq_len"], config["max_image_seq_len"]
        slope = (config["max_shift"] - config["base_shift"]) / (high - low)
        stretch = torch.tensor(config["base_shift"] + slope * (tokens - low), dtype=torch.float64).exp()
    else:
        stretch = config["shift"]
    return (stretch * even / (1 + (stretch - 1) * even)).float().tolist() + [0.0]


def run(options):
    folder, model = options.model, json.loads((options.model / "lorweb.json").read_text())
    transformer, vae = Transformer(folder / "transformer"), Vae(folder / "vae")
    config, tensors = adapter_of(folder / model["adapter"])
    layout = options.layout or config.get("layout", model["layout"])
    steps = options.steps or model["steps"]
    if transformer.heads * transformer.config["attention_head_dim"] < NARROW:
        torch.set_num_threads(1)
    a, a2, b = (Image.open(file).convert("RGB") for file in (options.a, options.a2, options.b))
    transformer.mixed = mixture(config, tensors, query(folder / model["image_encoder"], (a, a2, b)))
    states, pooled = prompted(folder, options.prompt, model["text_length"])

    cell = (model["cell"], model["cell"])
    shown = {"query": (b,), "separate": (b, a2, a)}[layout]
    context = torch.cat([numbers(ImageOps.fit(picture, cell, Image.LANCZOS)) for picture in shown])
    context = pack(vae.encode(2 * context - 1)).flatten(0, 1).unsqueeze(0)
    side = model["cell"] // (2 * vae.factor)
    count = side * side
    if options.latents:
        x = load_file(options.latents)["latents"].float()
    else:
        x = torch.randn(1, count, context.shape[-1], generator=torch.Generator().manual_seed(options.seed))
    turn = transformer.turns(states.shape[1], 1 + len(shown), side, side)
    levels = sigmas(folder / "scheduler", steps, count)
    for now, then in zip(levels, levels[1:]):
        v = transformer.velocity(torch.cat((x, context), 1), states, pooled, now, turn)[:, :count]
        x = x + (then - now) * v
    picture = vae.decode(unpack(x, side, side)) / 2 + 0.5
    rows = (picture.clamp(0, 1) * 255).round().byte()[0].permute(1, 2, 0).contiguous()
    Image.fromarray(rows.numpy()).save(options.output)


def main():
    if sys.argv[1:] == ["--check"]:
        print("ready", torch.__version__)
        return
    parser = argparse.ArgumentParser(description="b' of an analogy a : a' :: b : b', in PyTorch.")
    for name in ("model", "a", "a2", "b", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--layout", choices=("query", "separate"), help="default: the adapter's")
    parser.add_argument("--steps", type=int, help="default: the model's")
    parser.add_argument("--prompt", default="")
    parser.add_argument("--latents", type=Path, help="safetensors with packed starting noise 'latents'")
    parser.add_argument("--seed", type=int, default=0, help="of the starting noise without --latents")
    with torch.no_grad():
        run(parser.parse_args())


if __name__ == "__main__":
    main()
