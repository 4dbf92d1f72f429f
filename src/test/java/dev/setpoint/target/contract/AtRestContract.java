package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.target.contract.field.FieldCase;
import dev.setpoint.target.contract.field.FieldCases;
import dev.setpoint.target.contract.hand.Make;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing to do means nothing done: many containers, every field in use, passes and restarts. */
abstract class AtRestContract {
  private static final int PASSES = 10;
  private static final int RESTARTS = 3;

  private final Site site;

  AtRestContract(Subject subject) {
    this.site = new Site(subject);
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void nothingIsDoneWhenNothingMoved() throws InterruptedException {
    declareAll(site.make() == Make.DOCKER20 ? 100 : 20);
    site.node().settle();
    Map<String, String> ids = ids();

    for (int pass = 0; pass < PASSES; pass++) {
      site.node().mustBeQuiet();
    }
    for (int restart = 0; restart < RESTARTS; restart++) {
      site.subject().restart();
      awaitAllRunning(ids);
      assertThat(site.node().drifts()).extracting(Drift::toString).isEmpty();
    }

    assertThat(ids()).isEqualTo(ids);
  }

  /** Spreads the fields of the table over containers that all come back after a restart. */
  private void declareAll(int count) {
    List<List<String>> bundles = bundles();
    for (int number = 0; number < count; number++) {
      var lines = new ArrayList<>(bundles.get(number % bundles.size()));
      lines.add("restart: " + (number % 2 == 0 ? "always" : "unless-stopped"));
      site.further("many" + number, lines.toArray(String[]::new));
    }
    site.container(
        "networks: [$net, $net2]", "mounts: [{volume: $volume, path: /data}]", "restart: always");
    site.declare();
  }

  /** Every case by itself, and cases of different fields together. */
  private List<List<String>> bundles() {
    List<FieldCase> fields = FieldCases.all().stream().filter(AtRestContract::isAtRest).toList();
    fields.forEach(field -> field.prepare().accept(site.hand(), site.ground()));
    var bundles = new ArrayList<List<String>>();
    fields.forEach(field -> bundles.add(field.before()));
    bundles.add(together(fields));
    return bundles;
  }

  private static List<String> together(List<FieldCase> fields) {
    var byKey = new HashMap<String, String>();
    for (FieldCase field : fields) {
      for (String line : field.before()) {
        String key = line.substring(0, line.indexOf(':'));
        if (!List.of("image", "entrypoint", "command", "networkMode", "readOnly").contains(key)) {
          byKey.putIfAbsent(key, line);
        }
      }
    }
    return List.copyOf(byKey.values());
  }

  /** One container may have a port or an address; stopped ones do not come back. */
  private static boolean isAtRest(FieldCase field) {
    String lines = String.join("\n", field.before());
    return field.kind() == ResourceKind.CONTAINER
        && !field.rule().equals("spec.restart")
        && !lines.contains("state: stopped")
        && !lines.contains("$port")
        && !lines.contains("$cidr");
  }

  private Map<String, String> ids() {
    var ids = new HashMap<String, String>();
    for (String name : site.hand().names()) {
      if (name.startsWith(site.name("many"))) {
        ids.put(name, site.hand().id(name));
      }
    }
    return ids;
  }

  private void awaitAllRunning(Map<String, String> ids) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ids.keySet().stream().allMatch(site.hand()::runs));
  }
}
