package dev.setpoint.cli.verb;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import picocli.CommandLine.ParseResult;

/** The query part of a request, from options of the same names. */
final class Query {
  private final ParseResult parsed;
  private final StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");

  private Query(ParseResult parsed) {
    this.parsed = parsed;
  }

  static Query of(ParseResult parsed) {
    return new Query(parsed);
  }

  Query page() {
    return option("before").option("limit");
  }

  Query with(String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return this;
  }

  private Query option(String name) {
    return with(name, Specs.value(parsed, "--" + name, ""));
  }

  @Override
  public String toString() {
    return parts.toString();
  }
}
