package org.redoubt.parse;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The code of one method of a {@link Generated} class: {@code (text, at, to, captures)} to the rule
 * that fits from there, or null. Whatever is written falls through when nothing fits.
 */
final class MatcherCode {
  private static final ClassDesc BYTES = Generated.desc(Bytes.class);
  private static final ClassDesc CAPTURES = Generated.desc(Captures.class);
  private static final ClassDesc RULE = Generated.desc(Rule.class);
  private static final ClassDesc SET = Generated.desc(ByteSet.class);
  private static final ClassDesc SLOT = Generated.desc(Slot.class);
  private static final ClassDesc KIND = Generated.desc(Kind.class);
  private static final ClassDesc TEXT = CD_byte.arrayType();
  static final MethodTypeDesc MATCH = MethodTypeDesc.of(RULE, TEXT, CD_int, CD_int, CAPTURES);

  private static final int TEXT_AT = 0;
  private static final int FROM_AT = 1;
  private static final int TO_AT = 2;
  private static final int CAPTURES_AT = 3;

  /** Up to so many nodes are one method. */
  private static final int MOST_NODES = 24;

  /** Up to so many stand within a method that is too large already. */
  private static final int FEW_NODES = 3;

  /** From so many children on, the first byte decides which of them to compare. */
  private static final int SWITCH_FROM = 4;

  private final Generated type;
  private final CodeBuilder code;
  private final Node node;
  private final int mostInline;
  private final Deque<Kept> kept = new ArrayDeque<>();

  /** A field on the way here, by the local variables that hold where it stands. */
  private record Kept(Slot slot, int from, int to) {}

  MatcherCode(Generated type, CodeBuilder code, Node node) {
    this.type = type;
    this.code = code;
    this.node = node;
    this.mostInline = nodes(node) > MOST_NODES ? FEW_NODES : MOST_NODES;
  }

  void write() {
    place(node, FROM_AT);
    code.aconst_null().areturn();
  }

  private static int nodes(Node node) {
    int count = 1;
    for (Node child : node.children()) {
      count += nodes(child);
    }
    for (Step step : node.steps) {
      Node next = step.next();
      count += 1 + (next == null ? 0 : nodes(next));
    }
    return count;
  }

  private void place(Node here, int at) {
    children(here.children(), at);
    if (here.rule != null) {
      Label miss = code.newLabel();
      code.iload(at).iload(TO_AT).if_icmpne(miss);
      give(here.rule);
      code.labelBinding(miss);
    }
    for (Step step : here.steps) {
      step(step, at);
    }
  }

  /** What follows from there: here, or by a call. */
  private void follow(Node next, int at) {
    if (nodes(next) <= mostInline) {
      place(next, at);
      return;
    }
    code.aload(TEXT_AT)
        .iload(at)
        .iload(TO_AT)
        .aload(CAPTURES_AT)
        .invokestatic(Generated.SELF, type.method(next), MATCH);
    giveFound();
  }

  private void children(List<Node> children, int at) {
    if (children.size() < SWITCH_FROM) {
      children.forEach(child -> child(child, at));
      return;
    }
    Label end = code.newLabel();
    List<SwitchCase> cases = new ArrayList<>();
    children.forEach(child -> cases.add(SwitchCase.of(child.label[0], code.newLabel())));
    code.iload(at).iload(TO_AT).if_icmpge(end);
    code.aload(TEXT_AT).iload(at).baload().lookupswitch(end, cases);
    for (int i = 0; i < cases.size(); i++) {
      code.labelBinding(cases.get(i).target());
      child(children.get(i), at);
      code.goto_(end);
    }
    code.labelBinding(end);
  }

  private void child(Node child, int at) {
    Label miss = code.newLabel();
    int length = child.label.length;
    code.iload(TO_AT).iload(at).isub().loadConstant(length).if_icmplt(miss);
    compare(child.label, at, miss);
    int behind = code.allocateLocal(TypeKind.INT);
    code.iload(at).loadConstant(length).iadd().istore(behind);
    follow(child, behind);
    code.labelBinding(miss);
  }

  /** Compares eight bytes or four at a time, the last ones overlapping. */
  private void compare(byte[] label, int at, Label miss) {
    int width = label.length >= 8 ? 8 : label.length >= 4 ? 4 : 1;
    for (int i = 0; i < label.length; i += width) {
      int offset = Math.min(i, label.length - width);
      code.aload(TEXT_AT).iload(at).loadConstant(offset).iadd();
      switch (width) {
        case 8 ->
            code.invokestatic(BYTES, "eight", MethodTypeDesc.of(CD_long, TEXT, CD_int))
                .loadConstant(Bytes.eight(label, offset))
                .lcmp()
                .ifne(miss);
        case 4 ->
            code.invokestatic(BYTES, "four", MethodTypeDesc.of(CD_int, TEXT, CD_int))
                .loadConstant(Bytes.four(label, offset))
                .if_icmpne(miss);
        default -> code.baload().loadConstant(label[offset]).if_icmpne(miss);
      }
    }
  }

  private void step(Step step, int at) {
    Label miss = code.newLabel();
    switch (step) {
      case Step.Closed closed -> closed(closed, at, miss);
      case Step.Text text -> text(text, at, miss);
      case Step.Open open -> open(open, at, miss);
      case Step.Only only -> only(only, at);
      case Step.Rest rest -> rest(rest, at, miss);
    }
    code.labelBinding(miss);
  }

  private void closed(Step.Closed closed, int at, Label miss) {
    code.getstatic(KIND, closed.kind.name(), KIND);
    type.load(code, closed.held);
    code.aload(TEXT_AT).iload(at).iload(TO_AT).aload(CAPTURES_AT);
    int end = end(Step.Closed.class, miss, KIND, SET, TEXT, CD_int, CD_int, CAPTURES);
    kept.push(new Kept(closed.slot, at, end));
    follow(closed.next, end);
    kept.pop();
  }

  private void text(Step.Text text, int at, Label miss) {
    int from = code.allocateLocal(TypeKind.INT);
    code.iload(at).istore(from);
    int trials = trials(Step.Text.MOST_TRIALS);
    Label again = code.newBoundLabel();
    code.aload(TEXT_AT).iload(at).iload(from).iload(TO_AT);
    type.load(code, text.until);
    type.load(code, text.stops);
    code.aload(CAPTURES_AT);
    int end = end(Step.Text.class, miss, TEXT, CD_int, CD_int, CD_int, TEXT, SET, CAPTURES);
    behind(text.slot, at, end, text.until, text.next);
    code.iload(end).iconst_1().iadd().istore(from);
    code.iinc(trials, -1).iload(trials).ifgt(again);
  }

  private void open(Step.Open open, int at, Label miss) {
    int before = code.allocateLocal(TypeKind.INT);
    code.iload(TO_AT).istore(before);
    int trials = trials(Step.Open.MOST_TRIALS);
    Label again = code.newBoundLabel();
    code.aload(TEXT_AT).iload(at).iload(before);
    type.load(code, open.until);
    code.aload(CAPTURES_AT);
    int end = end(Step.Open.class, miss, TEXT, CD_int, CD_int, TEXT, CAPTURES);
    Label next = code.newLabel();
    isIn(open.stops, at, end);
    code.ifne(next);
    behind(open.slot, at, end, open.until, open.next);
    code.labelBinding(next);
    code.iload(end).loadConstant(open.until.length - 1).iadd().istore(before);
    code.iinc(trials, -1).iload(trials).ifgt(again);
  }

  /** Rare, and left to the tree from here on. */
  private void only(Step.Only only, int at) {
    type.load(code, only);
    code.aload(TEXT_AT)
        .iload(at)
        .iload(TO_AT)
        .aload(CAPTURES_AT)
        .invokevirtual(Generated.desc(Step.class), "match", MATCH);
    giveFound();
  }

  private void rest(Step.Rest rest, int at, Label miss) {
    isIn(rest.stops, at, TO_AT);
    code.ifne(miss);
    kept.push(new Kept(rest.slot, at, TO_AT));
    give(rest.rule);
    kept.pop();
  }

  private int trials(int most) {
    int trials = code.allocateLocal(TypeKind.INT);
    code.loadConstant(most).istore(trials);
    return trials;
  }

  /** Where a step says that its field ends, from what is on the stack. */
  private int end(Class<? extends Step> step, Label miss, ClassDesc... takes) {
    int end = code.allocateLocal(TypeKind.INT);
    code.invokestatic(Generated.desc(step), "end", MethodTypeDesc.of(CD_int, takes))
        .istore(end)
        .iload(end)
        .iflt(miss);
    return end;
  }

  private void isIn(ByteSet stops, int from, int to) {
    type.load(code, stops);
    code.aload(TEXT_AT)
        .iload(from)
        .iload(to)
        .invokevirtual(SET, "isIn", MethodTypeDesc.of(CD_boolean, TEXT, CD_int, CD_int));
  }

  /** What follows the text at which an open field ends. */
  private void behind(Slot slot, int from, int end, byte[] until, Node next) {
    int at = code.allocateLocal(TypeKind.INT);
    code.iload(end).loadConstant(until.length).iadd().istore(at);
    kept.push(new Kept(slot, from, end));
    follow(next, at);
    kept.pop();
  }

  /** Returns the rule on the stack, if there is one. */
  private void giveFound() {
    int found = code.allocateLocal(TypeKind.REFERENCE);
    Label none = code.newLabel();
    code.astore(found).aload(found).ifnull(none);
    keep();
    code.aload(found).areturn().labelBinding(none);
  }

  private void give(Rule rule) {
    keep();
    type.load(code, rule);
    code.areturn();
  }

  /** Keeps the fields on the way here, the last first. */
  private void keep() {
    for (Kept field : kept) {
      if (field.slot != Slot.NONE) {
        code.aload(CAPTURES_AT)
            .getstatic(SLOT, field.slot.name(), SLOT)
            .iload(field.from)
            .iload(field.to)
            .invokevirtual(CAPTURES, "keep", MethodTypeDesc.of(CD_void, SLOT, CD_int, CD_int));
      }
    }
  }
}
