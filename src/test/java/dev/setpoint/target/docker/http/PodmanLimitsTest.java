package dev.setpoint.target.docker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Limits in the words of Podman's own API. */
class PodmanLimitsTest {
  @Test
  void namesWhatIsDeclaredAndNothingElse() throws JsonProcessingException {
    assertThat(of("{'Memory':64,'MemorySwap':128,'RestartPolicy':{'Name':'always'}}"))
        .isEqualTo(json("{'memory':{'limit':64,'swap':128}}"));
  }

  @Test
  void hasAWordForEveryLimit() throws JsonProcessingException {
    assertThat(
            of(
                "{'MemoryReservation':32,'NanoCpus':250000000,'CpuShares':512,'CpusetCpus':'0',"
                    + "'PidsLimit':9}"))
        .isEqualTo(
            json(
                "{'memory':{'reservation':32},'cpu':{'shares':512,'cpus':'0','quota':25000,"
                    + "'period':100000},'pids':{'limit':9}}"));
  }

  private static JsonNode of(String update) throws JsonProcessingException {
    return json(PodmanLimits.of(json(update)).toString());
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
