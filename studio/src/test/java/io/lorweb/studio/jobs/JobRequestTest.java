package io.lorweb.studio.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lorweb.error.InputException;
import io.lorweb.files.JsonRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRequestTest {

  @Test
  void jobsOfOnePairThatWereStoredAsSuchAreRead() {
    ObjectNode stored =
        JsonNodeFactory.instance.objectNode().put("a", "one").put("a2", "two").put("weight", 1);
    JobRequest.Part part = JsonRecords.bind("a stored job", stored, JobRequest.Part.class);
    assertThat(part).isEqualTo(new JobRequest.Part(List.of("one"), List.of("two"), 1));
    assertThat(JsonRecords.bind("again", JsonRecords.tree(part), JobRequest.Part.class))
        .isEqualTo(part);
  }

  @Test
  void halfPairsAreRefused() {
    assertThatThrownBy(() -> new JobRequest.Part(List.of("one", "two"), List.of("three"), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 pictures before and 1 after");
  }
}
