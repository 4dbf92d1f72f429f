package dev.setpoint.cli;

import dev.setpoint.cli.verb.EventsVerb;
import dev.setpoint.cli.verb.StatusVerb;
import dev.setpoint.cli.verb.Verb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The verbs by name, in the order of the help. A verb is made only when it is asked for. */
final class Verbs {
  private final Map<String, Supplier<Verb>> byName = new LinkedHashMap<>();

  Verbs() {
    byName.put("status", StatusVerb::new);
    byName.put("events", EventsVerb::new);
  }

  Optional<Verb> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Supplier::get);
  }

  /** One line on a verb, for the list of verbs. */
  String summary(String name) {
    return find(name).map(verb -> verb.spec().usageMessage().header()[0]).orElse("");
  }

  Set<String> names() {
    return byName.keySet();
  }
}
