package dev.setpoint;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Sizes and shapes of parsed Java sources: what {@link TidyTest} judges.
 *
 * @param methods every method and constructor with a body
 * @param types every named type
 * @param locks places of synchronized blocks
 */
record SourceShape(List<Method> methods, List<Type> types, List<String> locks) {

  /**
   * A method or constructor.
   *
   * @param place file, line and name
   * @param lines of its body between the braces
   * @param parameters how many it takes; none counted for a record's constructor
   * @param complexity 1 and one for each branch; a switch with arrows is one branch, its guards too
   */
  record Method(String place, int lines, int parameters, int complexity) {}

  /**
   * A named class, interface, record or enum.
   *
   * @param place file, line and name
   * @param nested inside another type
   * @param documented has a Javadoc comment
   */
  record Type(String place, boolean nested, boolean documented) {}

  /** Parses the files; nothing is resolved or compiled. */
  static SourceShape of(List<Path> files) throws IOException {
    SourceShape shape = new SourceShape(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(shape, unit, trees).scan(unit, null);
      }
    }
    return shape;
  }

  /** Walks one file and notes what it finds. */
  private static final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final SourceShape shape;
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final SourcePositions positions;

    Reader(SourceShape shape, CompilationUnitTree unit, DocTrees trees) {
      this.shape = shape;
      this.unit = unit;
      this.trees = trees;
      this.positions = trees.getSourcePositions();
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable Void nothing) {
      if (!node.getSimpleName().isEmpty()) {
        boolean nested =
            !(getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree);
        boolean documented = trees.getDocComment(getCurrentPath()) != null;
        shape.types.add(new Type(place(node, node.getSimpleName().toString()), nested, documented));
      }
      return super.visitClass(node, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree node, @Nullable Void nothing) {
      BlockTree body = node.getBody();
      if (body != null && positions.getEndPosition(unit, node) >= 0) {
        boolean ofRecord =
            getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
                && node.getReturnType() == null;
        int lines =
            line(positions.getEndPosition(unit, body))
                - line(positions.getStartPosition(unit, body))
                - 1;
        Branches branches = new Branches();
        branches.scan(body, null);
        shape.methods.add(
            new Method(
                place(node, node.getName().toString()),
                Math.max(lines, 0),
                ofRecord ? 0 : node.getParameters().size(),
                branches.count));
      }
      return super.visitMethod(node, null);
    }

    @Override
    public @Nullable Void visitSynchronized(SynchronizedTree node, @Nullable Void nothing) {
      shape.locks.add(place(node, "synchronized"));
      return super.visitSynchronized(node, null);
    }

    private int line(long position) {
      return (int) unit.getLineMap().getLineNumber(position);
    }

    private String place(Tree node, String name) {
      Path file = Path.of(unit.getSourceFile().toUri());
      int line = line(positions.getStartPosition(unit, node));
      return "%s:%d %s".formatted(SourceFiles.name(file), line, name);
    }
  }

  /** Counts branches of a body; methods of classes inside it are counted on their own. */
  private static final class Branches extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final Set<Tree.Kind> LOGIC =
        Set.of(Tree.Kind.CONDITIONAL_AND, Tree.Kind.CONDITIONAL_OR);
    private int count = 1;

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable Void nothing) {
      return null;
    }

    @Override
    public @Nullable Void visitIf(IfTree node, @Nullable Void nothing) {
      count++;
      return super.visitIf(node, null);
    }

    @Override
    public @Nullable Void visitForLoop(ForLoopTree node, @Nullable Void nothing) {
      count++;
      return super.visitForLoop(node, null);
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree node, @Nullable Void nothing) {
      count++;
      return super.visitEnhancedForLoop(node, null);
    }

    @Override
    public @Nullable Void visitWhileLoop(WhileLoopTree node, @Nullable Void nothing) {
      count++;
      return super.visitWhileLoop(node, null);
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree node, @Nullable Void nothing) {
      count++;
      return super.visitDoWhileLoop(node, null);
    }

    @Override
    public @Nullable Void visitConditionalExpression(
        ConditionalExpressionTree node, @Nullable Void nothing) {
      count++;
      return super.visitConditionalExpression(node, null);
    }

    @Override
    public @Nullable Void visitCatch(CatchTree node, @Nullable Void nothing) {
      count++;
      return super.visitCatch(node, null);
    }

    @Override
    public @Nullable Void visitSwitch(SwitchTree node, @Nullable Void nothing) {
      count++;
      return super.visitSwitch(node, null);
    }

    @Override
    public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, @Nullable Void nothing) {
      count++;
      return super.visitSwitchExpression(node, null);
    }

    @Override
    public @Nullable Void visitCase(CaseTree node, @Nullable Void nothing) {
      if (node.getGuard() != null || node.getCaseKind() == CaseTree.CaseKind.STATEMENT) {
        count++;
      }
      return super.visitCase(node, null);
    }

    @Override
    public @Nullable Void visitBinary(BinaryTree node, @Nullable Void nothing) {
      if (LOGIC.contains(node.getKind())) {
        count++;
      }
      return super.visitBinary(node, null);
    }
  }
}
