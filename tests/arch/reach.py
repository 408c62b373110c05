"""Which names of our packages are reached from given modules, read from the source alone.

A node is a function, class or value at the top of a module (``routes.solver.solve``), or a
public method (``planner.store.artefacts.ArtefactFiles.put``). What a reached node names is
reached. Where the source does not say which of two things is meant, both are: a method counts
as soon as any reached code has an attribute of its name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

#: What a program written into a text, for a process of its own, begins with.
_PROGRAM = re.compile(r"from ([\w.]+) import (\w+);")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Module:
    """A module: its nodes by name, what runs when it is imported, what its names stand for."""

    name: str
    nodes: dict[str, list[ast.AST]] = field(default_factory=dict)
    runs: list[ast.AST] = field(default_factory=list)
    as_program: list[ast.AST] = field(default_factory=list)
    imports: dict[str, set[str]] = field(default_factory=dict)
    exported: tuple[str, ...] = ()


def read_modules(root: Path, packages: Sequence[str]) -> dict[str, Module]:
    """Return the modules of ``packages`` below ``root`` by their dotted names."""
    modules = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            modules[name] = _module(name, path.read_text(encoding="utf-8"))
    return modules


@cache
def _module(name: str, source: str) -> Module:
    module, tree = Module(name), ast.parse(source)
    for statement in tree.body:
        for key in _defines(statement):
            module.nodes.setdefault(key, []).append(statement)
        if isinstance(statement, ast.If) and "__main__" in ast.unparse(statement.test):
            module.as_program.append(statement)
        elif isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            # Names that are loaded when asked for: whoever asks reaches them.
            continue
        elif not [*_defines(statement)] and not isinstance(statement, ast.Import | ast.ImportFrom):
            module.runs.append(statement)
    if "__all__" in module.nodes:
        (listed,) = module.nodes.pop("__all__")
        module.exported = tuple(ast.literal_eval(listed.value))  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        for key, target in imported(node):
            module.imports.setdefault(key, set()).add(target)
    return module


def imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what an import statement binds: the name, and what it stands for."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            target = alias.name if alias.asname else alias.name.split(".")[0]
            yield alias.asname or target, target
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _defines(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, Function | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        yield statement.target.id


@dataclass(slots=True)
class Reach:
    """What is reached in ``modules``; :meth:`start` at some, then read ``reached``."""

    modules: dict[str, Module]
    reached: set[str] = field(default_factory=set)
    _asked: set[tuple[str, str]] = field(default_factory=set)
    _attributes: set[str] = field(default_factory=set)
    _methods: dict[str, list[tuple[str, Function]]] = field(default_factory=dict)
    _open: list[tuple[Module, ast.AST]] = field(default_factory=list)

    def start(self, prefix: str) -> None:
        """Reach all that stands in the modules named ``prefix`` or below it."""
        for name, module in self.modules.items():
            if name == prefix or name.startswith(f"{prefix}."):
                for key in module.nodes:
                    self._reach(f"{name}.{key}")
                self._program(name)
        self._go_on()

    def templates(self, root: Path) -> None:
        """Count every word in the templates below ``root`` as an attribute that is asked for."""
        for path in root.rglob("*.html"):
            for word in set(re.findall(r"[a-z_][a-z0-9_]*", path.read_text(encoding="utf-8"))):
                self._attribute(word)
        self._go_on()

    def _go_on(self) -> None:
        while self._open:
            module, tree = self._open.pop()
            for node in _parts(tree):
                self._look(module, node)

    def _look(self, module: Module, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            self._named(module, node.id)
        elif isinstance(node, ast.Attribute):
            self._attribute(node.attr)
            for owner in self._owners(module, node.value):
                self._reach(f"{owner}.{node.attr}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in self.modules:
                self._program(node.value)
            elif node.value.isidentifier():
                self._named(module, node.value)
            for owner, name in _PROGRAM.findall(node.value):
                self._reach(f"{owner}.{name}")
        elif isinstance(node, ast.ImportFrom | ast.Import):
            for alias in node.names:
                self._import(f"{getattr(node, 'module', None) or alias.name}")

    def _named(self, module: Module, name: str) -> None:
        if name in module.nodes:
            self._reach(f"{module.name}.{name}")
        for target in module.imports.get(name, ()):
            self._reach(target)

    def _owners(self, module: Module, value: ast.expr) -> set[str]:
        """Return the dotted names that ``value`` may stand for, where it is a module."""
        if isinstance(value, ast.Name):
            return module.imports.get(value.id, set())
        if isinstance(value, ast.Attribute):
            return {f"{owner}.{value.attr}" for owner in self._owners(module, value.value)}
        return set()

    def _attribute(self, name: str) -> None:
        if name not in self._attributes:
            self._attributes.add(name)
            for full, function in self._methods.get(name, ()):
                self._method(full, function)

    def _method(self, full: str, function: Function) -> None:
        if full not in self.reached:
            self.reached.add(full)
            owner = full.rsplit(".", 2)[0]
            self._open.append((self.modules[owner], function))

    def _program(self, name: str) -> None:
        self._import(name)
        self._open += [(self.modules[name], node) for node in self.modules[name].as_program]

    def _import(self, name: str) -> None:
        """Run the module ``name`` and the packages it stands in."""
        if name not in self.modules or name in self.reached:
            return
        self.reached.add(name)
        self._open += [(self.modules[name], node) for node in self.modules[name].runs]
        self._import(name.rpartition(".")[0])

    def _reach(self, full: str) -> None:
        # ``routes.explain`` is a package, and a function that ``routes`` imports.
        self._import(full)
        owner, _, key = full.rpartition(".")
        module = self.modules.get(owner)
        if module is None or (owner, key) in self._asked:
            return
        self._asked.add((owner, key))
        if key in module.nodes or key in module.imports:
            self.reached.add(full)
        self._import(owner)
        for target in module.imports.get(key, ()):
            self._reach(target)
        for node in module.nodes.get(key, ()):
            self._open.append((module, node))
            if isinstance(node, ast.ClassDef):
                self._class(full, node)

    def _class(self, full: str, node: ast.ClassDef) -> None:
        for function in public_methods(node):
            name = f"{full}.{function.name}"
            self._methods.setdefault(function.name, []).append((name, function))
            if function.name in self._attributes:
                self._method(name, function)


def public_methods(node: ast.ClassDef) -> list[Function]:
    """Return the methods of a class that others call by name; frameworks call those of theirs."""
    if any(ast.unparse(base).split(".")[0] in FRAMEWORKS for base in node.bases):
        return []
    return [s for s in node.body if isinstance(s, Function) and not s.name.startswith("_")]


#: What calls methods of classes derived from it by names that stand nowhere in our code.
FRAMEWORKS = frozenset({"TypeDecorator", "TyperCommand"})


def _parts(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of ``tree`` that run when it is reached: not the methods of a class."""
    later = set(public_methods(tree)) if isinstance(tree, ast.ClassDef) else set()
    todo = [tree]
    while todo:
        node = todo.pop()
        yield node
        todo += [child for child in ast.iter_child_nodes(node) if child not in later]


def public_names(module: Module) -> Iterator[str]:
    """Yield the public functions and classes of ``module`` and the classes' public methods."""
    for key, nodes in module.nodes.items():
        for node in nodes:
            if key.startswith("_") or not isinstance(node, Function | ast.ClassDef):
                continue
            yield f"{module.name}.{key}"
            if isinstance(node, ast.ClassDef):
                yield from (f"{module.name}.{key}.{f.name}" for f in public_methods(node))
