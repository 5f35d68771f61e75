# Runs the pieces of Python of one script, one after another, in one world of names.
#
#   in:  base64(assignments) base64(piece)          one line for each piece
#   out: ok base64(printed) | failed line base64(message) | refused base64(construct)
#
# Unless called with "any", it refuses, before it runs a line of a piece, what could touch anything but the names:
# every construct, builtin, attribute and module that is not listed here.
import ast, base64, builtins, io, math, re, signal, sys

SECONDS = 10
MEMORY_BYTES = 1 << 30

CONSTRUCTS = """Module Expr Assign AugAssign AnnAssign Assert If For While FunctionDef Return Raise Try ExceptHandler Pass Break
Continue Delete Global Nonlocal arguments arg keyword Lambda BoolOp And Or BinOp Add Sub Mult Div FloorDiv Mod Pow LShift
RShift BitOr BitXor BitAnd UnaryOp Invert Not UAdd USub IfExp Compare Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn Call Constant
JoinedStr FormattedValue Attribute Subscript Slice Starred Name List Tuple Set Dict ListComp SetComp DictComp comprehension
NamedExpr Load Store Del Import ImportFrom alias""".split()
BUILTINS = """abs all any ascii bin bool bytes chr dict divmod enumerate filter float format hash hex int isinstance len list map
max min oct ord pow print range repr reversed round set slice sorted str sum tuple zip True False None ArithmeticError
AssertionError Exception IndexError KeyError LookupError NameError OverflowError RuntimeError StopIteration TypeError
ValueError ZeroDivisionError""".split()
ATTRIBUTES = """append copy count extend index insert pop remove reverse sort clear get items keys values update setdefault
capitalize endswith find format isdigit join ljust lower lstrip replace rfind rjust rstrip split splitlines startswith strip
title upper zfill add discard union intersection difference issubset issuperset args bit_length is_integer""".split()
MODULES = ["math"]


def refuse(tree):
    """The first construct of a piece that might reach beyond its names; nothing if there is none."""
    for node in ast.walk(tree):
        kind = type(node).__name__
        if kind not in CONSTRUCTS:
            return kind
        names = [getattr(node, field, None) for field in ("id", "name", "arg", "rest")]
        if any(isinstance(name, str) and name.startswith("__") for name in names):
            return next(name for name in names if isinstance(name, str) and name.startswith("__"))
        if kind == "Attribute":
            known = dir(math) if isinstance(node.value, ast.Name) and node.value.id == "math" else ATTRIBUTES
            if node.attr.startswith("_") or node.attr not in known:
                return "." + node.attr
        if kind == "Import" and any(one.name not in MODULES or one.asname for one in node.names):
            return "import " + ", ".join(one.name for one in node.names)
        if kind == "ImportFrom" and (node.module not in MODULES or node.level or any(one.name == "*" for one in node.names)):
            return "import of " + str(node.module)
        if kind == "Name" and isinstance(node.ctx, ast.Load) and hasattr(builtins, node.id) and node.id not in BUILTINS:
            return node.id
        if kind == "FunctionDef" and node.decorator_list:
            return "decorator"
    return None


def limit():
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def old_print(code):
    """Python 2's print a, b."""
    return re.sub(r"(?m)^(\s*)print +([^(\s=].*)$", r"\1print(\2)", code)


def text(words):
    return base64.b64encode(words.encode("utf-8", "replace")).decode()


def line_of(error):
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<script>":
            line = trace.tb_lineno
            break
        trace = trace.tb_next
    return line


def run(world, code, isFree):
    printed = io.StringIO()
    try:
        tree = ast.parse(old_print(code), "<script>")
        construct = None if isFree else refuse(tree)
        if construct:
            return "refused " + text(construct)
        was, sys.stdout = sys.stdout, printed
        try:
            exec(compile(tree, "<script>", "exec"), world)
        finally:
            sys.stdout = was
    except BaseException as error:
        kind, said = type(error).__name__, str(error)
        return "failed %d %s" % (line_of(error), text(kind + (": " + said if said else "")))
    return "ok " + text(printed.getvalue())


def main():
    isFree = sys.argv[1:] == ["any"]
    world = {"__name__": "script"}
    if not isFree:
        limit()
        world["__builtins__"] = {name: getattr(builtins, name) for name in BUILTINS}
        world["__builtins__"]["__import__"] = lambda name, *rest: math
    out = sys.stdout
    for line in sys.stdin:
        names, code = (base64.b64decode(part).decode() for part in line.split(" "))
        exec(names, world)
        signal.alarm(SECONDS)
        answer = run(world, code, isFree)
        signal.alarm(0)
        out.write(answer + "\n")
        out.flush()


main()
