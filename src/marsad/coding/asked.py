"""Values that are worked out when first asked for and then kept: `functools.cached_property` without its lock.

Python 3.11 takes a lock at each first access; a record has thousands of them, and one reading belongs to one thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class asked_once(Generic[Value]):  # noqa: N801 - used as a decorator
    """A property that runs its method once; the value then stands in the instance's own dictionary."""

    def __init__(self, method: Callable[[Any], Value]) -> None:
        self._method, self.__doc__ = method, method.__doc__
        self._name = method.__name__

    @overload
    def __get__(self, instance: None, owner: type) -> asked_once[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> asked_once[Value] | Value:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._method(instance)
        return value
