package dev.setpoint.cli.verb;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Parts of specs that look alike in every verb. */
public final class Specs {
  static final String OUTPUT = "--output";
  static final String DATA = "--data";
  static final String API = "--api";
  static final String TOKEN_FILE = "--token-file";

  private Specs() {}

  /**
   * A verb with help.
   *
   * @param summary one line for the list of verbs
   * @param description paragraphs of its own help
   * @param examples lines to type
   */
  public static CommandSpec verb(
      String name, String summary, List<String> description, String... examples) {
    var spec = CommandSpec.create().name("setpoint " + name);
    spec.usageMessage()
        .header(summary)
        .description(description.toArray(String[]::new))
        .footerHeading("%nExample:%n")
        .footer(Arrays.stream(examples).map(line -> "  " + line).toArray(String[]::new))
        .sortOptions(false);
    return spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
  }

  /** With {@code --output}, and which controller is asked. */
  public static CommandSpec asking(CommandSpec spec) {
    return printing(spec)
        .addOption(data())
        .addOption(
            option(
                API,
                "URL",
                "Address of another controller's API: https, or http on loopback. Default:"
                    + " SETPOINT_API, else that of the data directory."))
        .addOption(
            option(
                TOKEN_FILE,
                "FILE",
                "File with a token of your own. Default: SETPOINT_TOKEN_FILE, else that of the"
                    + " data directory."));
  }

  /** With {@code --output}. */
  public static CommandSpec printing(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder("-o", OUTPUT)
            .paramLabel("text|json|ndjson")
            .type(Output.class)
            .defaultValue("text")
            .description(
                "How to print: text (default), json, or ndjson: one JSON object a line, as they"
                    + " come.")
            .build());
  }

  /** {@code --data}. */
  public static OptionSpec data() {
    return OptionSpec.builder(DATA)
        .paramLabel("DIR")
        .type(String.class)
        .description(
            "Data directory of the controller. Default: SETPOINT_DATA, else /var/lib/setpoint for"
                + " root, else setpoint below XDG_STATE_HOME or ~/.local/state.")
        .build();
  }

  /** An option with a value. */
  public static OptionSpec option(String name, String label, String... description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option without a value. */
  public static OptionSpec flag(String name, String... description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  /** A word without a name. */
  public static PositionalParamSpec parameter(
      int index, String label, String arity, String description) {
    return PositionalParamSpec.builder()
        .index(String.valueOf(index))
        .paramLabel(label)
        .arity(arity)
        .required(!arity.startsWith("0"))
        .type(String.class)
        .description(description)
        .build();
  }

  /** The resource that is meant. */
  public static PositionalParamSpec resource(String arity) {
    return parameter(
        0,
        "RESOURCE",
        arity,
        "KIND/NAME such as container/web, or only the name when it is clear.");
  }

  static OptionSpec before() {
    return option("--before", "INDEX", "Only entries with a smaller index, for older ones.");
  }

  static OptionSpec limit() {
    return option("--limit", "N", "At most this many, 1 to 1000 (default 50).");
  }

  /** {@code --node} and {@code -l}: which nodes. */
  public static CommandSpec ofNodes(CommandSpec spec) {
    return spec.addOption(option("--node", "NODE", "Only this node."))
        .addOption(
            OptionSpec.builder("-l", "--labels")
                .paramLabel("K=V,...")
                .type(String.class)
                .description("Only nodes that have all these labels.")
                .build());
  }

  /** The value of an option, or what stands in for it. */
  public static String value(ParseResult parsed, String option, String otherwise) {
    String value = parsed.matchedOptionValue(option, (String) null);
    return value == null ? otherwise : value;
  }

  /** Whether a flag was given. */
  public static boolean isSet(ParseResult parsed, String flag) {
    return Boolean.TRUE.equals(parsed.matchedOptionValue(flag, Boolean.FALSE));
  }

  /** Whether JSON is wanted. */
  public static boolean wantsJson(ParseResult parsed) {
    return parsed.matchedOptionValue(OUTPUT, Output.text) != Output.text;
  }

  /** Whether a line of JSON for each item is wanted. */
  public static boolean wantsLines(ParseResult parsed) {
    return parsed.matchedOptionValue(OUTPUT, Output.text) == Output.ndjson;
  }

  /** How results are printed; the names are what people type. */
  private enum Output {
    /** For people. */
    text,
    /** For programs. */
    json,
    /** For programs, line by line. */
    ndjson
  }
}
