package org.redoubt.parse;

import static java.lang.constant.ConstantDescs.CD_MethodHandles;
import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.DEFAULT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Turns the merged tree of a program's templates into a class of its own.
 *
 * <p>Walking the tree, a node must be loaded before it is known what to compare with. In a class of
 * its own the literals stand in the code, and the processor goes on to the next one before the last
 * is known to fit: a third of the time. It is the same walk in the same order with the same bound
 * on the work. What is generated depends on the templates alone, never on a line.
 *
 * <p>A place in a radix tree becomes nested comparisons, what is deepest first; a field becomes a
 * call, or a loop around what follows it ({@link MatcherCode}). What would be large becomes a
 * method, since HotSpot compiles none of over 8,000 bytes.
 */
final class Generated {
  static final ClassDesc SELF = ClassDesc.of(Generated.class.getPackageName(), "GeneratedMatcher");
  private static final ClassDesc MATCHER = desc(Matcher.class);
  private static final MethodTypeDesc CLASS_DATA =
      MethodTypeDesc.of(CD_Object, CD_MethodHandles_Lookup, CD_String, ConstantDescs.CD_Class);

  private final List<Object> constants = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> constantsKnown = new IdentityHashMap<>();
  private final List<Node> methods = new ArrayList<>();
  private final IdentityHashMap<Node, Integer> methodsKnown = new IdentityHashMap<>();
  private final Deque<Node> unwritten = new ArrayDeque<>();

  private Generated() {}

  /** A matcher that finds what the node finds; the node itself where no class can hold it all. */
  static Matcher of(Node root) {
    Generated generated = new Generated();
    byte[] bytes;
    try {
      bytes = generated.bytes(root);
    } catch (IllegalArgumentException _) {
      // a method of over 64 KiB, or over 65,535 constants
      return root;
    }
    try {
      return (Matcher)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, generated.constants.toArray(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated class cannot be used", e);
    }
  }

  /** The class file. */
  static byte[] classFile(Node root) {
    return new Generated().bytes(root);
  }

  private byte[] bytes(Node root) {
    return ClassFile.of().build(SELF, type -> write(type, root));
  }

  private void write(ClassBuilder type, Node root) {
    type.withSuperclass(MATCHER).withFlags(ClassFile.ACC_FINAL);
    type.withMethodBody(
        INIT_NAME,
        MTD_void,
        0,
        code -> code.aload(0).invokespecial(MATCHER, INIT_NAME, MTD_void).return_());
    type.withMethodBody("match", MatcherCode.MATCH, 0, code -> begin(code, method(root)));
    while (!unwritten.isEmpty()) {
      Node node = unwritten.remove();
      type.withMethodBody(
          method(node),
          MatcherCode.MATCH,
          ClassFile.ACC_STATIC,
          code -> new MatcherCode(this, code, node).write());
    }
    for (int i = 0; i < constants.size(); i++) {
      type.withField(
          "c" + i, desc(constants.get(i).getClass()), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
    }
    type.withMethodBody(CLASS_INIT_NAME, MTD_void, ClassFile.ACC_STATIC, this::takeConstants);
  }

  private static void begin(CodeBuilder code, String first) {
    MethodTypeDesc begin = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    code.aload(4)
        .iload(3)
        .iload(2)
        .isub()
        .invokevirtual(desc(Captures.class), "begin", begin)
        .aload(1)
        .iload(2)
        .iload(3)
        .aload(4)
        .invokestatic(SELF, first, MatcherCode.MATCH)
        .areturn();
  }

  private void takeConstants(CodeBuilder code) {
    code.invokestatic(CD_MethodHandles, "lookup", MethodTypeDesc.of(CD_MethodHandles_Lookup))
        .loadConstant(DEFAULT_NAME)
        .loadConstant(CD_Object.arrayType())
        .invokestatic(CD_MethodHandles, "classData", CLASS_DATA)
        .checkcast(CD_Object.arrayType())
        .astore(0);
    for (int i = 0; i < constants.size(); i++) {
      ClassDesc type = desc(constants.get(i).getClass());
      code.aload(0).loadConstant(i).aaload().checkcast(type).putstatic(SELF, "c" + i, type);
    }
    code.return_();
  }

  /** Loads an object that a tree holds. */
  void load(CodeBuilder code, Object constant) {
    Integer index = constantsKnown.get(constant);
    if (index == null) {
      index = constants.size();
      constants.add(constant);
      constantsKnown.put(constant, index);
    }
    code.getstatic(SELF, "c" + index, desc(constant.getClass()));
  }

  /** The name of the method for what follows from this place; it will be written. */
  String method(Node node) {
    Integer index = methodsKnown.get(node);
    if (index == null) {
      index = methods.size();
      methods.add(node);
      methodsKnown.put(node, index);
      unwritten.add(node);
    }
    return "from" + index;
  }

  static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
