package io.lorweb.train.data;

import io.lorweb.files.Fingerprint;
import io.lorweb.files.Hash;
import io.lorweb.tensor.Scope;
import io.lorweb.weights.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;

/**
 * What latents depend on: a VAE's configuration and its encoder. A decoder that goes on learning
 * leaves them as they are, and so what is cached of them.
 */
final class LatentKey {

  private static final List<String> DECODING = List.of("decoder.", "post_quant_conv.");

  /** Bytes handed to the digest at once; a buffer cannot span more than 2 GiB. */
  private static final long SLICE = 64L << 20;

  private LatentKey() {}

  /** 64 hexadecimal digits over all bytes of the encoder in {@code vae}, a model part's folder. */
  static String of(Path vae) {
    try (Checkpoint checkpoint = Checkpoint.open(vae)) {
      MessageDigest digest = Hash.sha256();
      digest.update(bytes(Fingerprint.of(vae.resolve("config.json"))));
      for (String name : checkpoint.names().stream().filter(LatentKey::encodes).sorted().toList()) {
        try (Scope scope = new Scope()) {
          update(digest, name, checkpoint.tensor(name));
        }
      }
      return Hash.hex(digest);
    }
  }

  private static boolean encodes(String name) {
    return DECODING.stream().noneMatch(name::startsWith);
  }

  private static void update(MessageDigest digest, String name, Tensor tensor) {
    digest.update(bytes(name + tensor.scalar_type() + Arrays.toString(tensor.shape())));
    long size = tensor.numel() * tensor.element_size();
    BytePointer data = new BytePointer(tensor.contiguous().data_ptr());
    for (long begin = 0; begin < size; begin += SLICE) {
      digest.update(data.position(begin).limit(Math.min(begin + SLICE, size)).asByteBuffer());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
