;;; mubiao-mode.el --- Budget performance target sheets -*- lexical-binding: t -*-

;;; Commentary:

;; Put this file on the `load-path' and (require 'mubiao-mode).  Eglot starts
;; the server with M-x eglot, or by itself with
;; (add-hook 'mubiao-mode-hook #'eglot-ensure).

;;; Code:

(defvar mubiao-font-lock-keywords
  '(("^[ 　]*#[ 　]*mubiao[ 　]*[:：].*$" 0 font-lock-preprocessor-face t)
    ("^[ 　]*#.*$" 0 font-lock-comment-face t)
    ("^[^\t#\n]+\\(?:\t\\|$\\)" . font-lock-keyword-face)
    ("\t\\([<>]=?\\|=\\)\t" 1 font-lock-builtin-face)
    ("\t\\(-?[0-9]+\\(?:\\.[0-9]+\\)?\\)\\(?:\t\\|$\\)" 1 font-lock-constant-face)
    ("\t\\([0-9]\\{4\\}-[0-9]\\{2\\}\\)[\t ]*$" 1 font-lock-string-face))
  "What is coloured in a sheet.")

;;;###autoload
(define-derived-mode mubiao-mode fundamental-mode "mubiao"
  "Major mode for budget performance target sheets (绩效目标表)."
  (setq-local comment-start "# "
              indent-tabs-mode t
              indent-line-function #'ignore
              font-lock-defaults '(mubiao-font-lock-keywords t)
              imenu-generic-expression '((nil "^部门[^\t]*\t+\\([^\t\n]+\\)" 1)))
  (local-set-key (kbd "TAB") #'self-insert-command))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.mubiao\\'" . mubiao-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(mubiao-mode . ("mubiao" "lsp"))))

(provide 'mubiao-mode)
;;; mubiao-mode.el ends here
