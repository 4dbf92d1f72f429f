package dev.setpoint.cli.verb;

import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import java.util.List;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code completion}: a script by which a shell completes verbs and options.
 *
 * @param whole the program with all its verbs
 */
public record CompletionVerb(Supplier<CommandLine> whole) implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.verb(
            "completion",
            "Print a completion script for bash or zsh.",
            List.of("The script works in both; zsh reads it through its bashcompinit."),
            "source <(setpoint completion bash)",
            "autoload -U +X bashcompinit && bashcompinit && source <(setpoint completion zsh)")
        .addPositional(Specs.parameter(0, "bash|zsh", "1", "The shell."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    String shell = parsed.matchedPositionalValue(0, "");
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw CliFailure.usage(
          "UnknownShell", "There is no completion for '" + shell + "'.", "Write bash or zsh.");
    }
    session.out().print(AutoComplete.bash("setpoint", whole.get()));
    return ExitCode.FINE;
  }
}
