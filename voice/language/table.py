"""Words that the lexicons lack or say otherwise than this field does, and how they are said."""

from __future__ import annotations

#: American phonemes by word in lower case. ELU, SELU and SiLU are said so that one can hear which is meant.
DEFAULT_TABLE = {
    "argmax": "ˈɑɹɡmˌæks",
    "backpropagation": "bˌækpɹˌɑpəɡˈAʃən",
    "elu": "ˈilˌu",
    "epoch": "ˈɛpˌɑk",
    "gaussian": "ɡˈWsiən",
    "gelu": "ɡˈɛlˌu",
    "hyperparameter": "hˌIpəɹpəɹˈæməɾəɹ",
    "hyperplane": "hˈIpəɹplˌAn",
    "initializer": "ɪnˈɪʃəlˌIzəɹ",
    "keras": "kˈɛɹəs",
    "logit": "lˈOʤɪt",
    "minibatch": "mˈɪnibˌæʧ",
    "mish": "mˈɪʃ",
    "non": "nˌɑn",
    "optimizer": "ˈɑptəmˌIzəɹ",
    "overfit": "ˌOvəɹfˈɪt",
    "relu": "ɹˈɛlˌu",
    "selu": "sˈilˌu",
    "silu": "sˈIlˌu",
    "softmax": "sˈɔftmˌæks",
    "softplus": "sˈɔftplˌʌs",
    "softsign": "sˈɔftsˌIn",
    "squash": "skwˈɑʃ",
    "tanh": "tˈæn ˈAʧ",
    "tensorflow": "tˈɛnsəɹflˌO",
    "z": "zˈi",
}
#: The same words in British phonemes.
BRITISH_TABLE = {
    "argmax": "ˈɑːɡmˌaks",
    "backpropagation": "bˌakpɹˌɒpəɡˈAʃᵊn",
    "elu": "ˈiːlˌuː",
    "epoch": "ˈiːpɒk",
    "gaussian": "ɡˈWsiən",
    "gelu": "ɡˈɛlˌuː",
    "hyperparameter": "hˌIpəpəɹˈamɪtə",
    "hyperplane": "hˈIpəplˌAn",
    "initializer": "ɪnˈɪʃəlIzə",
    "keras": "kˈɛɹəs",
    "logit": "lˈQʤɪt",
    "minibatch": "mˈɪnibˌaʧ",
    "mish": "mˈɪʃ",
    "non": "nˌɒn",
    "optimizer": "ˈɒptɪmˌIzə",
    "overfit": "ˌQvəfˈɪt",
    "relu": "ɹˈɛlˌuː",
    "selu": "sˈiːlˌuː",
    "silu": "sˈIlˌuː",
    "softmax": "sˈɒftmˌaks",
    "softplus": "sˈɒftplˌʌs",
    "softsign": "sˈɒftsˌIn",
    "squash": "skwˈɒʃ",
    "tanh": "tˈan ˈAʧ",
    "tensorflow": "tˈɛnsəflˌQ",
    "z": "zˈɛd",
}


def default_table(british: bool) -> dict[str, str]:
    """Return the words this project says in its own way, for a British or an American voice."""
    return BRITISH_TABLE if british else DEFAULT_TABLE
