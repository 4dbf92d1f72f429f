package dev.setpoint.cli.verb;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.setpoint.api.wire.StatusView;
import dev.setpoint.api.wire.WireJson;
import dev.setpoint.cli.client.ApiClient;
import dev.setpoint.cli.client.Resources;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.DataDirectory;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.manifest.ResourceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** What verbs that ask a controller have in common. */
public record Asking(ParseResult parsed, Session session) {
  /** A name that can stand in a path; that of a file cannot. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  Path dataDirectory() {
    return DataDirectory.of(parsed.matchedOptionValue(Specs.DATA, (String) null), session.env());
  }

  /** A client of the controller. */
  public ApiClient client() {
    String api = given(Specs.API, "SETPOINT_API");
    String tokenFile = given(Specs.TOKEN_FILE, "SETPOINT_TOKEN_FILE");
    if (tokenFile.isEmpty() && !api.isEmpty()) {
      throw CliFailure.usage(
          "NoTokenFile",
          "A controller named by its address needs a token of yours.",
          "Name the file that holds it with --token-file or SETPOINT_TOKEN_FILE.");
    }
    return tokenFile.isEmpty()
        ? ApiClient.of(dataDirectory())
        : ApiClient.of(dataDirectory(), api, Path.of(tokenFile).toAbsolutePath());
  }

  /** The option, else the variable; a data directory that is named stands above variables. */
  private String given(String option, String variable) {
    boolean directory = parsed.matchedOptionValue(Specs.DATA, (String) null) != null;
    return Specs.value(parsed, option, directory ? "" : session.env().getOrDefault(variable, ""));
  }

  /** The resource that the first parameter means. */
  public ResourceId resource(ApiClient client) {
    String text = parsed.matchedPositionalValue(0, "");
    return resources(client).resolve(text);
  }

  static Resources resources(ApiClient client) {
    return new Resources(() -> read(client.get("status"), StatusView.class));
  }

  /** The GET of a path that ends with the resource; near misses are named when nobody holds it. */
  static String getOf(ApiClient client, String path, ResourceId id, String query) {
    try {
      String name = URLEncoder.encode(id.name(), StandardCharsets.UTF_8);
      String kind = path + "/" + id.kind().word();
      return client.get(
          PLAIN_NAME.matcher(id.name()).matches()
              ? kind + "/" + name + query
              : kind + (query.isEmpty() ? "?" : query + "&") + "name=" + name);
    } catch (CliFailure failure) {
      throw failure.error().equals("UnknownResource") ? resources(client).unknown(id) : failure;
    }
  }

  /** Who types; behind sudo the person, not root. */
  public String person() {
    String behindSudo = session.env().getOrDefault("SUDO_USER", "");
    return behindSudo.isEmpty() ? System.getProperty("user.name", "somebody") : behindSudo;
  }

  /** Which nodes are asked for, as the query of a request. */
  public String nodeQuery(String after) {
    return Query.of(parsed)
        .with("node", Specs.value(parsed, "--node", ""))
        .with("l", Specs.value(parsed, "--labels", ""))
        .with("after", after)
        .toString();
  }

  /** Prints the JSON as it came, or the page. */
  public <T> void print(String json, T view, BiConsumer<Paper, T> page) {
    if (Specs.wantsJson(parsed)) {
      session.out().println(json);
    } else {
      print(view, page);
    }
    session.out().flush();
  }

  /** Prints the page. */
  public <T> void print(T view, BiConsumer<Paper, T> page) {
    var paper = new Paper(session.clock().instant(), session.coloured());
    page.accept(paper, view);
    session.out().print(paper);
    session.out().flush();
  }

  /** The record of an answer. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return WireJson.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw CliFailure.unknown(
          "BadAnswer",
          "The controller's answer is not understood.",
          "Use the program of the same version as the controller ('setpoint version').");
    }
  }

  /** JSON of a record. */
  public static String write(Object value) {
    try {
      return WireJson.mapper().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a wire record is always JSON", e);
    }
  }
}
