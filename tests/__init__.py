"""The tests; what several of them share stands in modules without `test_` in their names."""

import pytest

pytest.register_assert_rewrite("tests.bounded", "tests.judged")
